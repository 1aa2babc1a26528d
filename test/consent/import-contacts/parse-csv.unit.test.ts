import { expect, test } from 'vitest'
import { csvParser } from '../../../src/consent/import-contacts/parse-csv.ts'

/** The rows of a text, fed in pieces of this size. */
function parse(text: string, size = text.length, delimiter = ',') {
  const parser = csvParser(delimiter)
  const rows = []
  for (let at = 0; at < text.length; at += size) rows.push(...parser.read(text.slice(at, at + size)))
  return [...rows, ...parser.end()].map(({ line, cells }) => [line, ...cells])
}

const MIXED = 'a,b\r\n1,"x, y"\n\n"say ""hi""","two\nlines"\r\nlast,\n,5" pipe'
const ROWS = [
  [1, 'a', 'b'],
  [2, '1', 'x, y'],
  [4, 'say "hi"', 'two\nlines'],
  [6, 'last', ''],
  [7, '', '5" pipe'],
]

test('rows come with their cells and the line on which they begin, whatever the line breaks', () => {
  expect(parse(MIXED)).toEqual(ROWS)
})

test('it does not matter where the text is cut', () => {
  for (let size = 1; size < MIXED.length; size++) expect(parse(MIXED, size), `pieces of ${size}`).toEqual(ROWS)
})

test('semicolons and tabs divide as commas do', () => {
  expect(parse('a;b,c;"d;e"', undefined, ';')).toEqual([[1, 'a', 'b,c', 'd;e']])
  expect(parse('a\tb\n1\t"2"', undefined, '\t')).toEqual([
    [1, 'a', 'b'],
    [2, '1', '2'],
  ])
})

test('a quotation mark that is never closed is named with its line', () => {
  expect(() => parse('a,b\n1,2\n3,"4\n5,6\n')).toThrow(/^Line 3 .*never closed/)
})

test('text behind a closing quotation mark is named with its line', () => {
  expect(() => parse('a,b\n"1"2,3\n')).toThrow(/^Line 2 .*after a closing quotation mark/)
})

test('an endless row is refused before it fills the memory', () => {
  const parser = csvParser(',')
  parser.read('"')
  expect(() => {
    for (let piece = 0; piece < 100; piece++) parser.read('x'.repeat(50_000))
  }).toThrow(/endless/)
})
