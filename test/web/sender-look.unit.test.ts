// The look of a sender in the editor, and pictures as they are put into a mail.
import { expect, test } from 'vitest'
import { applyLook } from '../../src/campaigns/brand-look/apply-look.ts'
import { FONTS as SERVER_FONTS } from '../../src/campaigns/brand-look/brand-look.ts'
import { compileMjml } from '../../src/campaigns/compile-mjml.ts'
import {
  coloursOfSender,
  FONTS,
  type MailSender,
  takeLook,
  withLook,
} from '../../web/src/pages/campaigns/editor/brand/sender-look.ts'
import { imageAttributes, imageMjml, putImage } from '../../web/src/pages/campaigns/editor/images/use-image.ts'
import { lookOf } from '../../web/src/pages/campaigns/editor/mjml/look.ts'
import { everyBlock, type Mail, readMail } from '../../web/src/pages/campaigns/editor/mjml/read-mail.ts'

const LOOK = {
  ...{ logoId: null, logoWidth: 120, textColour: '#222222', backgroundColour: '#FAFAFA' },
  font: 'georgia' as const,
  buttonRadius: 12,
}
const SENDER: MailSender = {
  id: '',
  name: 'Vidjevik',
  email: 'a@b.example',
  colour: '#7a3e16',
  ink: '#FFFFFF',
  look: LOOK,
}
const BARE = `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Hei</mj-text>
  <mj-button href="https://assent.example" border-radius="0">Les</mj-button>
</mj-column></mj-section></mj-body></mjml>`

function mailOf(source: string): Mail {
  const read = readMail(source)
  if (!read.isSound) throw new Error('this source is sound')
  return read.mail
}
const blockOf = (mail: Mail, kind: string) => {
  const block = everyBlock(mail.body).find((one) => one.kind === kind)
  if (!block) throw new Error(`no ${kind}`)
  return block
}

test('the editor knows the same fonts as the server', () => {
  const families = Object.entries(FONTS).map(([font, { family }]) => [font, family])
  expect(Object.fromEntries(families)).toEqual(SERVER_FONTS)
})

test('a mail is shown in the look of its sender where it says nothing itself', () => {
  const mail = withLook(mailOf(BARE), SENDER)
  expect(lookOf(mail, blockOf(mail, 'text'), 'color')).toBe('#222222')
  expect(lookOf(mail, blockOf(mail, 'text'), 'font-family')).toBe(SERVER_FONTS.georgia)
  expect(lookOf(mail, blockOf(mail, 'button'), 'background-color')).toBe('#7a3e16')
  expect(lookOf(mail, blockOf(mail, 'button'), 'border-radius')).toBe('0')
  expect(lookOf(mail, mail.body, 'background-color')).toBe('#FAFAFA')
  expect(mail.source).toBe(BARE)
  expect(withLook(mailOf(BARE), { ...SENDER, look: null }).defaults.tags).toEqual({})
  expect(coloursOfSender(SENDER)).toEqual(['#7A3E16', '#222222', '#FAFAFA'])
})

test.each([
  ['no head', BARE],
  ['an empty head', BARE.replace('<mj-body>', '<mj-head /><mj-body>')],
  ['a head without attributes', BARE.replace('<mj-body>', '<mj-head><mj-title>T</mj-title></mj-head><mj-body>')],
  [
    'attributes of its own',
    BARE.replace(
      '<mj-body>',
      '<mj-head><mj-attributes><mj-text color="#FF0000" padding="0" /><mj-class name="a" color="#00FF00" /></mj-attributes></mj-head><mj-body background-color="#000000">',
    ),
  ],
])(
  'a mail with %s takes the look over, and is then what the server makes of a mail without any',
  async (_name, source) => {
    const { source: taken } = takeLook(mailOf(source), SENDER, LOOK)
    const mail = mailOf(taken)
    expect(lookOf(mail, blockOf(mail, 'text'), 'color')).toBe('#222222')
    expect(lookOf(mail, mail.body, 'background-color')).toBe('#FAFAFA')
    expect(lookOf(mail, blockOf(mail, 'button'), 'border-radius')).toBe('0')
    expect((await compileMjml(taken)).faults).toEqual([])
    if (source === BARE)
      expect((await compileMjml(taken)).html).toBe(
        (await compileMjml(applyLook(BARE, { ...LOOK, website: '', social: [] }, '#7a3e16'))).html,
      )
    expect(takeLook(mail, SENDER, LOOK).source).toBe(taken)
  },
)

test('a picture says what it shows, and one of which nothing is known asks for it', async () => {
  const image = { address: 'https://assent.example/i/1.png', width: 1200, height: 400 }
  expect(imageMjml({ ...image, alt: 'Et "hus" & en bro' })).toBe(
    '<mj-image src="https://assent.example/i/1.png" alt="Et &quot;hus&quot; &amp; en bro" width="600px" />',
  )
  expect(imageMjml({ ...image, alt: '' })).not.toContain('alt')
  expect(imageAttributes('image', { ...image, alt: '' })).toEqual({
    src: image.address,
    alt: undefined,
    width: undefined,
  })
  expect(imageAttributes('image', { ...image, width: 200, alt: 'Hus' })).toMatchObject({ alt: 'Hus', width: '200px' })
  expect(imageAttributes('section', { ...image, alt: '' })).toEqual({ 'background-url': image.address })
  const whole = { ...image, id: '', size: 1, name: 'a.png', alt: 'Hus' }
  const edit = putImage(mailOf(BARE), whole, { after: '0.0.0' })
  const kinds = everyBlock(mailOf(edit?.source ?? '').body).map(({ kind }) => kind)
  expect(kinds).toEqual(['section', 'column', 'text', 'image', 'button'])
  const row = putImage(mailOf(BARE), whole, { container: '', index: 0 })
  expect((await compileMjml(row?.source ?? '')).faults).toEqual([])
})
