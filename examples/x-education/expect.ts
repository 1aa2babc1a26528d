// What must come out, read from the file by itself: no code of the product has a part in it.
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'

export type Expected = {
  rows: number
  /** Addresses that may be mailed: said yes, and not "Do Not Email". */
  allowed: Set<string>
  blocked: { never_asked: number; withdrawn: number }
}
type Row = Record<string, string>

const addressOf = (row: Row) => `lead-${row['Lead Number']}@example.test`

/** Counts the file's own yes and no. A "Do Not Email" counts as a withdrawal, also where there was no yes. */
export async function readExpected(file: string): Promise<Expected> {
  const expected: Expected = { rows: 0, allowed: new Set(), blocked: { never_asked: 0, withdrawn: 0 } }
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true })) as AsyncIterable<Row>) {
    expected.rows++
    if (row['Do Not Email'] === 'Yes') expected.blocked.withdrawn++
    else if (row['A free copy of Mastering The Interview'] === 'Yes') expected.allowed.add(addressOf(row))
    else expected.blocked.never_asked++
  }
  return expected
}

export type Visitor = { leadNumber: string; visits: number }

/** How often each lead visited, as the file counts it. */
export async function readVisitors(file: string): Promise<Visitor[]> {
  const visitors: Visitor[] = []
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true })) as AsyncIterable<Row>)
    visitors.push({ leadNumber: row['Lead Number'] ?? '', visits: Number(row.TotalVisits ?? 0) })
  return visitors
}
