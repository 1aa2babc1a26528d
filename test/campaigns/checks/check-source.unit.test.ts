import { expect, test } from 'vitest'
import { checkContrast, checkLinks, checkPictures } from '../../../src/campaigns/checks/check-source.ts'
import { checkBody, checkSubject } from '../../../src/campaigns/checks/check-wording.ts'
import { checkWords } from '../../../src/campaigns/checks/check-words.ts'
import { contrast, parseColour, readableColour } from '../../../src/campaigns/checks/contrast.ts'
import { readSource } from '../../../src/campaigns/checks/read-source.ts'
import { defaultTemplate } from '../../../src/campaigns/templates/default-template.ts'

const words = checkWords.en
const inBody = (body: string, head = '') =>
  `<mjml>\n<mj-head>${head}</mj-head>\n<mj-body>\n<mj-section><mj-column>\n${body}\n</mj-column></mj-section>\n</mj-body>\n</mjml>`
const LINE = 5
const contrastOf = (mjml: string) => checkContrast(readSource(mjml), words, (ratio) => ratio.toFixed(1))

test.each([
  ['', 'leads nowhere'],
  ['#', 'leads nowhere'],
  ['guide.html', 'no address that a mail can lead to'],
  ['www.varme.example', 'no address that a mail can lead to'],
  ['javascript:alert(1)', 'no address that a mail can lead to'],
  ['https://', 'no address that a mail can lead to'],
])('a link to %j stops publishing, at its line', (address, message) => {
  for (const link of [
    `<mj-text>See <a href="${address}">the\n guide</a></mj-text>`,
    `<mj-button href="${address}">x</mj-button>`,
  ])
    expect(checkLinks(readSource(inBody(link)), words)).toEqual([
      { line: LINE, message: expect.stringContaining(message), isWarning: false },
    ])
})

test.each(['https://a.example/x?y=1&amp;z=2', 'mailto:a@b.example', 'tel:+4755501234', '{{ unsubscribe_url }}'])(
  'a link to %s is one',
  (address) =>
    expect(checkLinks(readSource(inBody(`<mj-text><a href="${address}">x</a></mj-text>`)), words)).toEqual([]),
)

test('a picture without words for those who do not see it is named, and one that decorates is not', () => {
  const long = `<mj-text>${'word '.repeat(30)}</mj-text>`
  const found = (body: string) => checkPictures(readSource(inBody(body + long)), words).map(({ message }) => message)
  expect(found('<mj-image src="https://a.example/b.png" />')).toEqual([words.altMissing])
  expect(found('<mj-text><img src="https://a.example/b.png"></mj-text>')).toEqual([words.altMissing])
  expect(found('<mj-image src="https://a.example/b.png" alt="" />')).toEqual([])
  expect(found('<mj-image src="https://a.example/b.png" alt="" href="https://a.example" />')).toEqual([
    words.pictureLinkSilent,
  ])
  expect(found('<mj-image src="data:image/png;base64,AAAA" alt="A pump" />')).toEqual([words.pictureNot])
  expect(checkPictures(readSource(inBody('<mj-image src="https://a.example/b" alt="x" />')), words)).toEqual([
    { line: null, message: words.fewWords, isWarning: true },
  ])
})

test('colours that cannot be read on each other are named once, with one that can', () => {
  expect(contrastOf(inBody('<mj-text color="#999">Pale</mj-text>\n<mj-text color="#999999">Again</mj-text>'))).toEqual([
    { line: LINE, isWarning: true, message: expect.stringMatching(/#999999 on #ffffff .*2\.8:1, and 4\.5:1.*#7\w{5}/) },
  ])
  // Large text needs less; a background around it counts; what a style says is stronger than what stands around it.
  expect(contrastOf(inBody('<mj-text color="#888" font-size="30px">Large</mj-text>'))).toEqual([])
  expect(contrastOf('<mj-body background-color="#111111"><mj-text>Dark</mj-text></mj-body>')).toHaveLength(1)
  expect(contrastOf(inBody('<mj-text>Hi <b style="color: yellow">you</b></mj-text>'))).toHaveLength(1)
  expect(contrastOf(inBody('<mj-button background-color="#ffee00" href="x">Buy</mj-button>'))).toHaveLength(1)
  // Attributes that the head gives, by kind and by class.
  const head = '<mj-attributes><mj-text color="#bbbbbb" /><mj-class name="ink" color="#000000" /></mj-attributes>'
  expect(contrastOf(inBody('<mj-text>Pale</mj-text>', head))).toHaveLength(1)
  expect(contrastOf(inBody('<mj-text mj-class="ink">Black</mj-text>', head))).toEqual([])
})

test('what is not known of a colour is not judged', () => {
  const unknown = [
    '<mj-text color="{{ brand.colour }}">x</mj-text>',
    '<mj-text>a <a href="https://a.example">link</a></mj-text>',
    '<mj-text color="var(--x)">x</mj-text>',
    '<!-- <mj-text color="#eee">x</mj-text> -->',
    '<mj-text color="#fff"><span style="display:none">x</span></mj-text>',
  ]
  for (const body of unknown) expect(contrastOf(inBody(body))).toEqual([])
  expect(
    contrastOf('<mj-hero background-url="https://a.example/b.png"><mj-text color="#fff">x</mj-text></mj-hero>'),
  ).toEqual([])
})

test('a better colour passes, whatever it is on', () => {
  for (const paper of ['#ffffff', '#000000', '#777777', '#123456', 'rgb(200, 30, 30)'])
    for (const needed of [3, 4.5]) {
      const [ink, on] = [parseColour('#808080'), parseColour(paper)]
      if (!ink || !on) throw new Error('no colour')
      const better = parseColour(readableColour(ink, on, needed))
      expect(better && contrast(better, on)).toBeGreaterThanOrEqual(needed)
    }
})

test('a subject that shouts, pretends or sells like spam is a warning in words', () => {
  const said = (subject: string) => checkSubject(subject, words).map(({ message }) => message)
  expect(said('New guide for {{ contact.first_name }}')).toEqual([])
  expect(said('NASA and EU')).toEqual([])
  expect(said('BUY THE NEW PUMP')).toEqual([words.shouting])
  expect(said('Look! Now!')).toEqual([words.exclaiming])
  expect(said('Re: our talk')).toEqual([words.pretending])
  expect(said('SV: avtalen')).toEqual([words.pretending])
  expect(said('Helt gratis i dag')).toEqual([words.spamWord('gratis')])
  expect(said('Freedom of choice')).toEqual([])
  expect(checkBody(readSource(inBody('<mj-text>Klikk her\nog klikk her</mj-text>')), words)).toEqual([
    { line: LINE, message: words.spamWord('Klikk her'), isWarning: true },
  ])
})

test('the template that a campaign begins with passes every check, in any colour of the sender', () => {
  for (const colour of ['#13201B', '#FFDD00', '#808080']) {
    const source = readSource(
      defaultTemplate({ language: 'nb', purposeName: 'Nyheter', colour, website: 'https://vidjevik.example/' }),
    )
    expect([...checkLinks(source, words), ...checkPictures(source, words), ...checkBody(source, words)]).toEqual([])
    expect(checkContrast(source, words, String)).toEqual([])
  }
})
