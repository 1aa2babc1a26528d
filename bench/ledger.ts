// ledger: consent events through the product's own way in, taken into the log and proved. appendsPerSecond counts both,
// commit included; sequencedPerSecond is the log alone. proofMs and verifyMs are medians for one entry of the full log;
// growth is the cost for each event of the last tenth over that of the second tenth, so 1 means that it does not grow.
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  findSigner,
  hashLeaf,
  openKeyring,
  parseCheckpoint,
  proveInclusion,
  publishCheckpoint,
  sequenceEntries,
  verifyInclusion,
} from '../src/consent/index.ts'
import { count, type Figures, median } from './benchmark.ts'
import { makeContacts, makeSender, sayYes } from './make-people.ts'
import { type BenchDatabase, startBenchDatabase } from './start-product.ts'

const EVENTS = 100_000
const PROOFS = 1000
const PARTS = 10

export async function run(options: Record<string, string>): Promise<Figures> {
  const events = count(options, 'events', EVENTS)
  const proofs = count(options, 'proofs', PROOFS)
  const database = await startBenchDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'))
  try {
    const { purposeId } = await makeSender(database)
    const people = await makeContacts(database, events)
    const parts: { recordMs: number; sequenceMs: number; number: number }[] = []
    for (let part = 0; part < PARTS; part++) {
      const some = people.slice((part * events) / PARTS, ((part + 1) * events) / PARTS)
      const start = performance.now()
      await sayYes(database, some, purposeId)
      const recorded = performance.now()
      await sequenceAll(database)
      parts.push({ recordMs: recorded - start, sequenceMs: performance.now() - recorded, number: some.length })
    }
    const keyring = await openKeyring(join(folder, 'keys'))
    await publishCheckpoint(database.db, { folder, origin: 'bench.example/consent', keyring }, new Date())
    const [recordMs, sequenceMs] = [sum(parts, 'recordMs'), sum(parts, 'sequenceMs')]
    const costOf = (part: number) =>
      ((parts[part]?.sequenceMs ?? 0) + (parts[part]?.recordMs ?? 0)) / (parts[part]?.number ?? 1)
    return {
      appendsPerSecond: (1000 * events) / (recordMs + sequenceMs),
      sequencedPerSecond: (1000 * events) / sequenceMs,
      growth: costOf(PARTS - 1) / costOf(1),
      ...(await timeProofs(database, people, proofs, keyring.known)),
    }
  } finally {
    await database.stop()
    await rm(folder, { recursive: true })
  }
}

const sum = <Key extends string>(parts: readonly Record<Key, number>[], key: Key) =>
  parts.reduce((total, part) => total + part[key], 0)

async function sequenceAll({ db }: BenchDatabase): Promise<void> {
  for (let added = 1; added > 0; ) added = (await sequenceEntries(db))?.added ?? 0
}

async function timeProofs(
  { db }: BenchDatabase,
  people: readonly string[],
  proofs: number,
  keys: Parameters<typeof findSigner>[1],
) {
  const [proving, verifying]: [number[], number[]] = [[], []]
  for (let made = 0; made < proofs; made++) {
    const contactId = people[randomInt(people.length)] ?? ''
    const { commitment } = await db.consentEvent.findFirstOrThrow({ where: { contactId, seq: 1 } })
    const start = performance.now()
    const proof = await proveInclusion(db, { contactId, seq: 1 })
    proving.push(performance.now() - start)
    const before = performance.now()
    const head = parseCheckpoint(proof?.checkpoint ?? '')
    const holds =
      proof &&
      head &&
      findSigner(head, keys) &&
      verifyInclusion(hashLeaf(commitment), { ...head, index: proof.leafIndex, hashes: proof.hashes })
    verifying.push(performance.now() - before)
    if (!holds) throw new Error(`the proof of entry ${proof?.leafIndex} does not hold`)
  }
  return { proofMs: median(proving), verifyMs: median(verifying) }
}
