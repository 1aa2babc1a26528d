// What a page owes people who see, hear or press differently: axe-core over the page as it stands, light and dark.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 AA, and that nothing needs two directions of scrolling. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The app hears of a new scheme a moment later, and colours may fade; both must be over before they are measured. */
const SETTLED = `new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))
  .then(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))`

/** In ms. */
const PASSES_WITHIN = 1000

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }
type Axe = { run: (root: unknown, options: unknown) => Promise<{ violations: Violation[] }> }

/** What depends on colours; axe spends most of its time on it. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']
type Rules = 'all' | 'colours' | 'all but colours'
export type Look = { colorScheme: 'light' | 'dark'; rules: Rules }

/** A page in the dark differs from the same page in the light by its colours alone. */
export const LIGHT_AND_DARK: readonly Look[] = [
  { colorScheme: 'light', rules: 'all' },
  { colorScheme: 'dark', rules: 'colours' },
]
/** Colours are the same at every width: a page that was looked at elsewhere needs no more than this. */
export const SHAPE: readonly Look[] = [{ colorScheme: 'light', rules: 'all but colours' }]

/** Every fault of the page in these looks, as lines to read; an empty list is what a test expects. */
export async function findBarriers(page: Page, looks: readonly Look[] = LIGHT_AND_DARK): Promise<string[]> {
  const found: string[] = []
  for (const { colorScheme, rules } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(SETTLED)
    await page.evaluate(AXE)
    let violations = await runAxe(page, rules)
    // What is still coming in, or fading, is no barrier: only what is there a moment later too.
    if (violations.length > 0) {
      await page.waitForTimeout(PASSES_WITHIN)
      violations = await runAxe(page, rules)
    }
    const place = `${new URL(page.url()).pathname}, ${colorScheme}`
    for (const { id, help, nodes } of violations)
      for (const { html, failureSummary = '' } of nodes.slice(0, 5))
        found.push(`${place}: ${id}, ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary.replaceAll('\n', ' ')}`)
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (typeof overflow === 'number' && overflow > 1) found.push(`${place}: ${overflow} pixels wider than the window`)
  }
  return found
}

function runAxe(page: Page, rules: Rules): Promise<Violation[]> {
  const options = {
    runOnly: rules === 'colours' ? { type: 'rule', values: COLOUR_RULES } : { type: 'tag', values: RULES },
    ...(rules === 'all but colours' && {
      rules: Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }])),
    }),
    resultTypes: ['violations'],
    iframes: false,
  }
  return page.evaluate(
    (chosen) =>
      (globalThis as unknown as { axe: Axe }).axe
        .run((globalThis as unknown as { document: unknown }).document, chosen)
        .then((result) => result.violations),
    options,
  )
}
