import { execFile } from 'node:child_process'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkpointKind, rotateKey, verifyFile, verifyLog } from '../../../src/consent/proof/index.ts'
import { publishCheckpoint } from '../../../src/consent/proof/publish-checkpoint.ts'
import type { Transaction } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { NOON } from '../../support/factories.ts'
import { makeEntries, makePlace, sequenceAll } from './log.ts'

const { db, url } = await testDatabase()
const UNDO = 'what the test broke is whole again'

beforeAll(async () => {
  await makeEntries(db, 200)
  await sequenceAll(db, 45)
})

/** Verifies the log after `tamper`, done by somebody with every right in the database; all of it is undone again. */
async function verifyAfter(tamper: (tx: Transaction) => Promise<unknown>) {
  const place = await makePlace()
  await publishCheckpoint(db, place, NOON)
  const checked = { first: undefined as { index: number | null; what: string } | undefined }
  const work = db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select set_config('session_replication_role', 'replica', true)`
      await tamper(tx)
      const { faults } = await verifyLog(tx, { folder: place.folder, keys: place.keyring.known }, NOON)
      checked.first = faults[0]
      throw new Error(UNDO)
    },
    { timeout: 30_000 },
  )
  await expect(work).rejects.toThrow(UNDO)
  return checked.first
}

const entryAt = async (index: number) => db.proofLeaf.findUniqueOrThrow({ where: { leafIndex: index } })

describe('verifying the log', () => {
  it('finds nothing wrong with a log that nobody touched, pending entries or not', async () => {
    const place = await makePlace()
    await publishCheckpoint(db, place, NOON)
    const check = await verifyLog(db, { folder: place.folder, keys: place.keyring.known }, NOON)
    expect(check).toEqual({ leaves: 300, entries: 300, pending: 0, checkpoints: 1, cosigned: null, faults: [] })
  })

  it('names the entry whose field was changed (T2)', async () => {
    const { contactId, seq } = await entryAt(123)
    const fault = await verifyAfter(
      (tx) => tx.$executeRaw`update consent_event set occurred_at = occurred_at - interval '1 day'
        where contact_id = ${contactId}::uuid and seq = ${seq}`,
    )
    expect(fault?.index).toBe(123)
  })

  it('names the entry whose commitment was changed, also where the evidence is erased (T2)', async () => {
    const { contactId, seq } = await entryAt(280)
    const fault = await verifyAfter(async (tx) => {
      await tx.$executeRaw`delete from consent_evidence where contact_id = ${contactId}::uuid`
      await tx.$executeRaw`update consent_event set commitment = sha256(commitment)
        where contact_id = ${contactId}::uuid and seq = ${seq}`
    })
    expect(fault).toMatchObject({ index: 280, what: expect.stringContaining('commitment') })
  })

  it('names the first entry that was removed (T2)', async () => {
    const { contactId } = await entryAt(77)
    const { leafIndex } = await db.proofLeaf.findFirstOrThrow({ where: { contactId }, orderBy: { leafIndex: 'asc' } })
    const fault = await verifyAfter(
      (tx) => tx.$executeRaw`delete from consent_event where contact_id = ${contactId}::uuid`,
    )
    expect(fault).toEqual({ index: leafIndex, what: 'its entry is gone from the ledger' })
  })

  it('names the first of two entries that changed places (T2)', async () => {
    const fault = await verifyAfter(async (tx) => {
      await tx.$executeRaw`update proof_leaf set leaf_index = -1 where leaf_index = 50`
      await tx.$executeRaw`update proof_leaf set leaf_index = 50 where leaf_index = 90`
      await tx.$executeRaw`update proof_leaf set leaf_index = 90 where leaf_index = -1`
    })
    expect(fault?.index).toBe(50)
  })

  it('names an entry that was put in beside the log (T2)', async () => {
    const { contactId } = await entryAt(10)
    const fault = await verifyAfter(
      (tx) => tx.$executeRaw`insert into consent_event
        select contact_id, 9, purpose_id, channel, type, occurred_at, recorded_at, method, actor, text_id, expires_at,
          evidence_hash, previous_hash, hash, commitment from consent_event
        where contact_id = ${contactId}::uuid and seq = 1`,
    )
    expect(fault).toMatchObject({
      index: null,
      what: expect.stringMatching(/missing from its chain|neither in the log/),
    })
  })

  it('names the last signed size that still held where entries and hashes were rewritten together (T2, T6)', async () => {
    const place = await makePlace()
    await publishCheckpoint(db, place, NOON)
    await makeEntries(db, 2)
    await sequenceAll(db)
    await publishCheckpoint(db, place, new Date(+NOON + 1000))
    const last = await entryAt(302)
    const work = db.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('session_replication_role', 'replica', true)`
      await tx.$executeRaw`update consent_event set commitment = sha256('') where contact_id = ${last.contactId}::uuid
        and seq = ${last.seq}`
      await tx.$executeRaw`delete from consent_evidence where contact_id = ${last.contactId}::uuid`
      await tx.$executeRaw`update proof_tile set hashes = overlay(hashes placing sha256('\\x00'::bytea || sha256(''))
        from ${(302 - 256) * 32 + 1}::int) where level = 0 and index = 1`
      const { faults } = await verifyLog(tx, { folder: place.folder, keys: place.keyring.known }, NOON)
      expect(faults[0]).toMatchObject({ index: 300, what: expect.stringContaining('not what') })
      throw new Error(UNDO)
    })
    await expect(work).rejects.toThrow(UNDO)
  })
})

describe('a checkpoint that was kept elsewhere', () => {
  it('holds against the log it was taken of, and not against another', async () => {
    const place = await makePlace()
    const note = (await publishCheckpoint(db, place, NOON))?.note ?? ''
    const context = { keys: place.keyring.known, openDb: async () => db }
    expect(await verifyFile(note, [checkpointKind], context)).toMatchObject({ isValid: true })
    const foreign = { ...context, keys: (await makePlace()).keyring.known }
    expect(await verifyFile(note, [checkpointKind], foreign)).toMatchObject({ isValid: false })
    await expect(verifyFile('something', [checkpointKind], context)).rejects.toThrow('neither a checkpoint')
  })
})

describe('npm run assent', () => {
  it('says in plain lines what holds, ends with 1 where something does not, and rotates keys (T2, T8)', async () => {
    const place = await makePlace()
    const { file } = (await publishCheckpoint(db, place, NOON)) ?? {}
    const env = { DATABASE_URL: url, DATA_DIR: dirname(place.folder), PATH: process.env.PATH ?? '' }
    const main = join(import.meta.dirname, '../../../src/assent.ts')
    const assent = (...words: string[]) =>
      promisify(execFile)(process.execPath, [main, ...words], { env }).then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        (error) => ({ code: error.code as number, said: `${error.stdout}${error.stderr}` }),
      )
    await rotateKey(place.keys)
    expect(await assent('verify')).toMatchObject({ code: 0, said: expect.stringContaining('Everything holds.') })
    expect(await assent('verify', file ?? '')).toMatchObject({
      code: 0,
      said: expect.stringContaining('signed by key 1'),
    })
    expect(await assent('rotate-key')).toMatchObject({ code: 0, said: expect.stringContaining('Key 3 signs') })
    const copy = join(dirname(place.folder), 'copy.txt')
    await copyFile(file ?? '', copy)
    await writeFile(copy, (await readFile(copy, 'utf8')).replace(/\n\d+\n/, '\n7\n'))
    expect(await assent('verify', copy)).toMatchObject({ code: 1, said: expect.stringContaining('No key') })
    expect(await assent('nothing')).toMatchObject({ code: 1, said: expect.stringContaining('rotate-key') })
  })
})
