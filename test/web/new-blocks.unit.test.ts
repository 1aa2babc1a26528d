import { describe, expect, it } from 'vitest'
import { findLiquidFaults } from '../../src/campaigns/check-liquid.ts'
import { compileMjml } from '../../src/campaigns/compile-mjml.ts'
import { defaultTemplate } from '../../src/campaigns/templates/default-template.ts'
import { findDrop, type Landing } from '../../web/src/pages/campaigns/editor/drop-place.ts'
import { insertBlock, stepBlock } from '../../web/src/pages/campaigns/editor/mjml/edit-mail.ts'
import { blockAt, blockOnLine, findPlace } from '../../web/src/pages/campaigns/editor/mjml/find-place.ts'
import { findBlock, type Level, type Mail, readMail } from '../../web/src/pages/campaigns/editor/mjml/read-mail.ts'
import { fitting, NEW_PARTS, NEW_ROWS, newBlock, wrapPart } from '../../web/src/pages/campaigns/editor/new-blocks.ts'

const TEMPLATE = defaultTemplate({
  language: 'nb',
  purposeName: 'News',
  colour: '#0B6A53',
  website: 'https://vidjevik.example/',
})
const AROUND = { website: 'https://x.example/', colour: '#0B6A53', ink: '#FFFFFF', origin: 'https://assent.example' }
const mailOf = (source: string): Mail => {
  const read = readMail(source)
  if (!read.isSound) throw new Error(JSON.stringify(read.fault))
  return read.mail
}

describe('a new block', () => {
  const mail = mailOf(TEMPLATE)
  it.each([...NEW_PARTS, ...NEW_ROWS])('compiles wherever it fits: %s', async (kind) => {
    const fresh = newBlock(mail, kind, AROUND)
    for (const [container, takes] of [
      ['', 'row'],
      ['0.0', 'part'],
    ] as [string, Level][]) {
      const fits = fitting(fresh, takes)
      if (!fits) continue
      const edit = insertBlock(mail, { container, index: 1 }, fits.mjml, fits.level, wrapPart(mail))
      const { faults } = await compileMjml(edit?.source ?? '')
      expect(faults).toEqual([])
      expect(findLiquidFaults(edit?.source ?? '', [])).toEqual([])
      expect(edit && blockAt(mailOf(edit.source), edit.focus, fits.level === 'part')).toBeDefined()
    }
  })
  it('speaks the language of the mail, looks like what is there, and leads where a button leads already', () => {
    expect(newBlock(mail, 'text', AROUND).part).toBe('<mj-text css-class="words">Skriv teksten her.</mj-text>')
    expect(newBlock(mail, 'button', AROUND).part).toContain('href="https://vidjevik.example/"')
    expect(newBlock(mail, 'two', AROUND).row).toMatch(/^<mj-section background-color="#FFFFFF" css-class="card"/)
  })
  it('asks nobody else’s server for an image', () => {
    const social = newBlock(mail, 'social', AROUND).part ?? ''
    expect(social.match(/src="[^"]*"/g)).toEqual(
      ['linkedin', 'facebook', 'instagram'].map((key) => `src="https://assent.example/social/${key}.png"`),
    )
  })
  it('that is pressed goes after the chosen one, into the first section, or before the ways out', () => {
    expect(findPlace(mail, undefined, ['part'])).toEqual({ container: '0.0', index: 4 })
    expect(findPlace(mail, '0.0.1', ['part'])).toEqual({ container: '0.0', index: 2 })
    expect(findPlace(mail, '0.0.1', ['row'])).toEqual({ container: '', index: 1 })
    expect(findPlace(mail, undefined, ['row'])).toEqual({ container: '', index: 1 })
  })
})

describe('a block that is moved by the keys', () => {
  const two = (source: string) => mailOf(source)
  it('goes on into the section before or after its own', () => {
    const mail = two(TEMPLATE)
    const down = stepBlock(mail, '0.0.3', 1, wrapPart(mail))
    const after = two(down?.source ?? '')
    expect(down && blockAt(after, down.focus)?.path).toBe('1.0.0')
    const up = stepBlock(after, '1.0.0', -1, wrapPart(after))
    expect(up && blockAt(two(up.source), up.focus)?.path).toBe('0.0.3')
    expect(stepBlock(mail, '0.0.0', -1, wrapPart(mail))).toBeUndefined()
  })
})

it('a mistake leads to the block on its line', () => {
  const mail = mailOf(TEMPLATE)
  const button = TEMPLATE.split('\n').findIndex((line) => line.includes('<mj-button href')) + 1
  expect(blockOnLine(mail, button)?.path).toBe('0.0.3')
  expect(blockOnLine(mail, 1)).toBeUndefined()
  expect(findBlock(mail, '0.0.3')?.kind).toBe('button')
})

describe('what is dragged', () => {
  const box = (top: number, bottom: number) => ({ top, bottom, left: 0, right: 400 })
  const row: Landing = { path: '', depth: 0, box: box(0, 300), children: [box(0, 120), box(120, 240)], isRow: true }
  const column: Landing = {
    path: '0.0',
    depth: 2,
    box: box(20, 100),
    children: [box(20, 60), box(60, 100)],
    isRow: false,
  }
  it('lands in the innermost container that takes it, before or after the block under the pointer', () => {
    expect(findDrop([row, column], 200, 30)?.place).toEqual({ container: '0.0', index: 0 })
    expect(findDrop([row, column], 200, 75)?.place).toEqual({ container: '0.0', index: 1 })
    expect(findDrop([row, column], 200, 95)?.place).toEqual({ container: '0.0', index: 2 })
  })
  it('lands between two rows at their edge, and nowhere outside', () => {
    expect(findDrop([row, column], 200, 116)).toEqual({
      place: { container: '', index: 1 },
      line: { top: 120, left: 0, width: 400 },
    })
    expect(findDrop([row, column], 900, 116)).toBeUndefined()
  })
})
