import { expect, test } from 'vitest'
import { inspectFile } from '../../../src/consent/import-contacts/read-file.ts'

/** A file of these bytes, read in pieces of this size. */
function fileOf(bytes: Buffer | string, size = 7) {
  const all = Buffer.from(bytes)
  return async function* () {
    for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
  }
}
const inspect = (bytes: Buffer | string, size?: number) => inspectFile(fileOf(bytes, size))

const TEXT = 'E-post;Navn\nase@sor.example;Åse Sørlie\n'
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

test.each([
  ['UTF-8', Buffer.from(TEXT), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
  ['UTF-16 with a mark', Buffer.concat([Buffer.of(0xff, 0xfe), utf16(TEXT)]), 'utf-16le'],
  ['UTF-16 without a mark', utf16(TEXT), 'utf-16le'],
  ['UTF-16, big end first', Buffer.concat([Buffer.of(0xfe, 0xff), utf16(TEXT).swap16()]), 'utf-16be'],
  ['Windows-1252', Buffer.from(TEXT, 'latin1'), 'windows-1252'],
])('%s is recognised', async (_name, bytes, encoding) => {
  expect(await inspect(bytes, 4096)).toEqual({ encoding, delimiter: ';', headings: ['E-post', 'Navn'], rows: 1 })
})

test('a character that lies across two pieces is read whole', async () => {
  for (let size = 1; size < 12; size++) expect((await inspect(TEXT, size)).encoding).toBe('utf-8')
})

test.each([
  ['an empty file', '', /empty/],
  ['column names alone', 'email,name\n', /nothing below/],
  ['no column names', 'ada@fjord.example,Ada\nbo@fjord.example,Bo\n', /column names above/],
  ['two columns of one name', 'email,Name,name\na@b.example,x,y\n', /“name”/],
  ['an Excel workbook', Buffer.from('504b030414000600', 'hex'), /Save As/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /not a text file/],
  ['two encodings in one', Buffer.concat([Buffer.from('e,n\né,ø\n'), Buffer.from('é,ø\n', 'latin1')]), /CSV UTF-8/],
])('%s is refused, saying what to do', async (_name, bytes, words) => {
  await expect(inspect(bytes, 4096)).rejects.toThrow(words)
})

test('headings without a name are called by their place', async () => {
  expect((await inspect('email,,\na@b.example,1,2\n')).headings).toEqual(['email', 'Column 2', 'Column 3'])
})
