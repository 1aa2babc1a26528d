// jcs: the canonical JSON that the ledger hashes and receipts sign, against the inputs and outputs of
// cyberphone/json-canonicalization, byte for byte (RFC 8785).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { countCases, type Outcome } from './suite.ts'

export async function run(data: string): Promise<Outcome> {
  const folder = join(data, 'jcs')
  return countCases(
    readdirSync(join(folder, 'input')).sort(),
    (file) => file,
    (file) => {
      const input: unknown = JSON.parse(readFileSync(join(folder, 'input', file), 'utf8'))
      const output = readFileSync(join(folder, 'output', file))
      return Buffer.from(canonicalize(input) ?? '').equals(output)
    },
  )
}
