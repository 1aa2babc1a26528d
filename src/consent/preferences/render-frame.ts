// What every page for a contact stands in: the sender's name and colour, languages, who to write to. No script, no
// cookie, nothing from anywhere else.
import { Html, html } from '../../platform/html.ts'
import type { PageBrand } from './find-visitor.ts'
import { authorityOf, PAGE_LANGUAGES, PAGE_WORDS, type PageLanguage } from './page-language.ts'

export type Mark =
  | 'given'
  | 'ends'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'asked'
  | 'none'
  | 'paused'
  | 'restricted'
  | 'objected'

const SYMBOLS = new Html(
  [
    '<symbol id="m-given" viewBox="0 0 20 20"><circle class="f" cx="10" cy="10" r="8.6"/><path class="t" d="M5.9 10.3l2.8 2.8 5.5-6"/></symbol>',
    '<symbol id="m-ends" viewBox="0 0 20 20"><circle class="f" cx="10" cy="10" r="6.2"/><path class="t n" d="M7.3 10.3l1.9 1.9 3.5-4"/><circle class="r" cx="10" cy="10" r="8.9"/><path class="l" d="M10 1.1A8.9 8.9 0 0 1 18.6 12.3"/></symbol>',
    '<symbol id="m-refused" viewBox="0 0 20 20"><circle class="h" cx="10" cy="10" r="7.7"/><path class="h" d="M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6"/></symbol>',
    '<symbol id="m-withdrawn" viewBox="0 0 20 20"><circle class="h" cx="10" cy="10" r="7.7"/><path class="h" d="M6.3 10h7.4"/></symbol>',
    '<symbol id="m-expired" viewBox="0 0 20 20"><circle class="h" cx="10" cy="10" r="7.7"/><path class="h" d="M10 5.9V10l2.8 2"/></symbol>',
    '<symbol id="m-asked" viewBox="0 0 20 20"><circle class="h" cx="10" cy="10" r="7.7"/><path class="h" d="M7.7 8a2.35 2.35 0 1 1 3.7 1.95c-.9.6-1.35 1-1.35 1.75M10.05 14v.1"/></symbol>',
    '<symbol id="m-none" viewBox="0 0 20 20"><circle class="h d" cx="10" cy="10" r="7.7"/></symbol>',
    '<symbol id="m-paused" viewBox="0 0 20 20"><circle class="h" cx="10" cy="10" r="7.7"/><path class="h" d="M8 7.2v5.6M12 7.2v5.6"/></symbol>',
    '<symbol id="m-restricted" viewBox="0 0 20 20"><circle class="h" cx="10" cy="10" r="7.7"/><path class="h" d="M7.9 9.2V8a2.1 2.1 0 0 1 4.2 0v1.2M6.9 9.4h6.2v4.4H6.9z"/></symbol>',
    '<symbol id="m-objected" viewBox="0 0 20 20"><path class="h" d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z"/><path class="h" d="M6.3 10h7.4"/></symbol>',
  ].join(''),
)

/** The consent mark; words always stand beside it. */
export const markOf = (mark: Mark, size: 20 | 32 = 20): Html =>
  html`<svg class="mk" width="${size}" height="${size}" viewBox="0 0 20 20" aria-hidden="true"><use href="#m-${mark}"/></svg>`

const LANGUAGE_LINKS = Object.fromEntries(PAGE_LANGUAGES.map((language) => [language, PAGE_WORDS[language].language]))

export type Frame = {
  language: PageLanguage
  title: string
  brand: PageBrand | undefined
  /** The page of choices, which the language links lead to; without it they lead to the address they stand on. */
  path?: string
}

export function renderFrame({ language, title, brand, path = '' }: Frame, content: Html): string {
  const words = PAGE_WORDS[language]
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${title}${brand && ` – ${brand.name}`}</title><link rel="stylesheet" href="/preference/page.css"></head><body><svg width="0" height="0" class="off" aria-hidden="true"><defs>${SYMBOLS}</defs></svg><nav aria-label="${words.shortcuts}"><a class="skip" href="#content">${words.skip}</a></nav>
<header class="wrap">${brand && html`<p class="brand">${logo(brand)}${brand.name}</p>`}</header>
<main class="wrap" id="content">${content}</main>
<footer class="wrap"><nav class="lang" aria-label="${words.languages}">${Object.entries(LANGUAGE_LINKS).map(
    ([code, name]) =>
      code === language
        ? html`<b aria-current="true">${name}</b>`
        : html`<a href="${path}?l=${code}" lang="${code}" hreflang="${code}" rel="nofollow">${name}</a>`,
  )}</nav>${brand && renderSender(brand, language)}</footer></body></html>`.text
}

function renderSender(brand: PageBrand, language: PageLanguage): Html {
  const words = PAGE_WORDS[language]
  const authority = authorityOf(brand.country)
  return html`<p>${brand.postalAddress}<br><a href="mailto:${brand.privacyEmail}">${brand.privacyEmail}</a></p>
<p>${brand.privacyUrl !== null && html`<a href="${brand.privacyUrl}">${words.privacy}</a><br>`}${words.complain[0]}<a href="${authority.url}">${authority.name}</a>${words.complain[1]}</p>`
}

const logo = ({ name, colour }: PageBrand) =>
  html`<svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><rect width="28" height="28" rx="4" fill="${colour}"/><text x="14" y="19.5" text-anchor="middle" fill="${inkOn(colour)}">${name.slice(0, 1).toUpperCase()}</text></svg>`

/** Black or white, whichever reads better on this colour (#RRGGBB); the middle by WCAG's relative luminance is 0.179. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/gi) ?? []).map((part) => {
    const value = Number.parseInt(part, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff'
}

/** A page that only says something. */
export function renderNote(frame: Frame, lead: string, after: Html | false = false): string {
  return renderFrame(frame, html`<h1>${frame.title}</h1><p class="lead">${lead}</p>${after}`)
}
