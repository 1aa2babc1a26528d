import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { readCheckpoints, writeCheckpoint } from '../../../src/consent/proof/checkpoint-files.ts'
import {
  checkpointsIn,
  findSigner,
  keepLog,
  parseCheckpoint,
  proveInclusion,
  signCheckpoint,
} from '../../../src/consent/proof/index.ts'
import {
  hashLeaf,
  makeConsistencyProof,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/consent/proof/merkle.ts'
import { publishCheckpoint } from '../../../src/consent/proof/publish-checkpoint.ts'
import { rotateKey } from '../../../src/consent/proof/signing-keys.ts'
import { findSubtrees } from '../../../src/consent/proof/tiles.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { makeEntries, makePlace, ORIGIN, sequenceAll } from './log.ts'

const database = await testDatabase()
const { db } = database
const listFiles = async (folder: string) => Array.fromAsync(readCheckpoints(folder))
const onDay = (days: number) => new Date(+NOON + days * DAY_MS)

describe('the signed head of the log', () => {
  it('is written to a file after each run, and each proves to continue the one before (T6)', async () => {
    const place = await makePlace()
    for (const day of [0, 1, 2]) {
      await makeEntries(db, 3 + day)
      await sequenceAll(db)
      await publishCheckpoint(db, place, onDay(day))
    }
    const files = await listFiles(place.folder)
    expect(files.map(({ writtenAt }) => writtenAt)).toEqual([0, 1, 2].map(onDay))
    const heads = files.map(({ checkpoint }) => {
      if (!checkpoint || !findSigner(checkpoint, place.keyring.known)) throw new Error('not signed')
      return checkpoint
    })
    expect(heads.map(({ origin }) => origin)).toEqual([ORIGIN, ORIGIN, ORIGIN])
    for (const [at, later] of heads.slice(1).entries()) {
      const earlier = heads[at]
      if (!earlier) throw new Error('there is one before')
      const proof = await makeConsistencyProof(earlier.size, later.size, findSubtrees(db))
      expect(verifyConsistency(earlier, later, proof)).toBe(true)
    }
  })

  it('is written once while nothing happens, and again after a day (T6)', async () => {
    const place = await makePlace()
    await makeEntries(db, 1)
    await sequenceAll(db)
    await publishCheckpoint(db, place, onDay(0))
    expect((await publishCheckpoint(db, place, onDay(0.5)))?.file).toBeUndefined()
    expect((await publishCheckpoint(db, place, onDay(1)))?.file).toBeDefined()
    const [first, second, ...more] = await listFiles(place.folder)
    expect([first?.note === second?.note, more]).toEqual([true, []])
  })

  it('is not signed where the log was rewritten since (T2, T6)', async () => {
    const place = await makePlace()
    await makeEntries(db, 2)
    await sequenceAll(db)
    await publishCheckpoint(db, place, onDay(0))
    const undo = await rewriteHash(0)
    await makeEntries(db, 1)
    await sequenceAll(db)
    await expect(publishCheckpoint(db, place, onDay(1))).rejects.toThrow('does not continue')
    expect(await listFiles(place.folder)).toHaveLength(1)
    await undo()
    expect((await publishCheckpoint(db, place, onDay(1)))?.file).toBeDefined()
  })

  it('is not signed where the log is shorter than what was signed, as after a restored backup', async () => {
    const [place, other] = [await makePlace(), await makePlace()]
    const published = await publishCheckpoint(db, place, onDay(0))
    const longer = published?.note.replace(/\n\d+\n/, `\n${(published?.size ?? 0) + 5}\n`) ?? ''
    await writeFile((await listFiles(place.folder))[0]?.file ?? '', longer)
    await expect(publishCheckpoint(db, place, onDay(1))).rejects.toThrow('damaged or signed by a key')
    const signed = signCheckpoint(ORIGIN, { size: 99_999, root: Buffer.alloc(32) }, other.keyring.current)
    await writeCheckpoint(other.folder, signed, 99_999, onDay(0))
    await expect(publishCheckpoint(db, other, onDay(1))).rejects.toThrow('an old backup was restored')
  })

  it('is signed by the new key after a rotation, and the old one still speaks for the past (T8)', async () => {
    const place = await makePlace()
    await publishCheckpoint(db, place, onDay(0))
    const keyring = await rotateKey(place.keys)
    await makeEntries(db, 1)
    await sequenceAll(db)
    await publishCheckpoint(db, { ...place, keyring }, onDay(1))
    const signers = (await listFiles(place.folder)).map(
      ({ checkpoint }) => checkpoint && findSigner(checkpoint, keyring.known)?.version,
    )
    expect(signers).toEqual([1, 2])
  })
})

describe('a proof of inclusion', () => {
  it('leads from the entry’s commitment to the signed root, for every entry (T3)', async () => {
    const place = await makePlace()
    await makeEntries(db, 5)
    await sequenceAll(db)
    await publishCheckpoint(db, place, onDay(3))
    const entries = await db.consentEvent.findMany()
    for (const { contactId, seq, commitment } of entries) {
      const proof = await proveInclusion(db, { contactId, seq })
      const head = parseCheckpoint(proof?.checkpoint ?? '')
      if (!proof || !head || !findSigner(head, place.keyring.known)) throw new Error('no proof that can be believed')
      const { leafIndex: index, hashes } = proof
      expect(verifyInclusion(hashLeaf(commitment), { index, size: head.size, hashes, root: head.root })).toBe(true)
    }
    expect(entries.length).toBeGreaterThan(10)
  })

  it('is not there before the entry is in the signed log', async () => {
    const [contactId = ''] = await makeEntries(db, 1)
    expect(await proveInclusion(db, { contactId, seq: 1 })).toBeUndefined()
    await sequenceAll(db)
    expect(await proveInclusion(db, { contactId, seq: 1 })).toBeUndefined()
    await publishCheckpoint(db, await makePlace(), onDay(4))
    expect(await proveInclusion(db, { contactId, seq: 1 })).toBeDefined()
  })

  it('still holds when salt and evidence of the entry are erased (T5)', async () => {
    const [contactId = ''] = await makeEntries(db, 1)
    await db.consentEvidence.deleteMany({ where: { contactId } })
    await sequenceAll(db)
    await publishCheckpoint(db, await makePlace(), onDay(5))
    const proof = await proveInclusion(db, { contactId, seq: 1 })
    const { commitment } = await db.consentEvent.findFirstOrThrow({ where: { contactId } })
    const head = parseCheckpoint(proof?.checkpoint ?? '')
    expect(
      proof && head && verifyInclusion(hashLeaf(commitment), { ...head, index: proof.leafIndex, hashes: proof.hashes }),
    ).toBe(true)
  })
})

describe('outside', () => {
  it('an address that is set gets each head once, and again until it has taken it (T6)', async () => {
    const taken: string[] = []
    let status = 503
    const keeper = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        taken.push(body)
        response.writeHead(status).end()
      })
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void keeper.close())
    await new Promise((resolve) => keeper.once('listening', resolve))
    const { folder } = await makePlace()
    const checkpointUrl = `http://127.0.0.1:${(keeper.address() as AddressInfo).port}/log`
    const config = {
      ...{ publicUrl: 'https://assent.example', secretKey: 'x'.repeat(40), isProduction: false },
      outside: { folder, checkpointUrl },
    }
    const services = testServices(database, { config, now: () => onDay(6) })
    await expect(keepLog(services)).rejects.toThrow('answered 503')
    status = 200
    await keepLog(services)
    await keepLog(services)
    const [file] = await listFiles(checkpointsIn(folder))
    expect(taken).toEqual([file?.note, file?.note])
    expect(await readFile(file?.file ?? '', 'utf8')).toContain('assent.example/consent\n')
  })

  it('anybody may fetch the public keys and the newest head (T8)', async () => {
    const services = testServices(database)
    const { url } = await testServer(createApp(services), database)
    const { keys } = (await (await fetch(`${url}/.well-known/assent-keys.json`)).json()) as {
      keys: { x: string; version: number; kty: string }[]
    }
    const known = keys.map(({ x, version }) => ({ version, kid: '', bytes: Buffer.from(x, 'base64url') }))
    expect(keys.every((key) => key.kty === 'OKP' && !('d' in key))).toBe(true)
    const head = parseCheckpoint(await (await fetch(`${url}/.well-known/assent-checkpoint.txt`)).text())
    expect(head && findSigner(head, known)).toBeDefined()
  })
})

/** Overwrites one hash of the log as somebody with every right in the database could. Answers with the way back. */
async function rewriteHash(index: number): Promise<() => Promise<void>> {
  const write = (hash: Uint8Array) =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`alter table proof_tile disable trigger proof_tile_only_grows`
      await tx.$executeRaw`update proof_tile set hashes = overlay(hashes placing ${hash}::bytea from ${index * 32 + 1}::int)
        where level = 0 and index = 0`
      await tx.$executeRaw`alter table proof_tile enable trigger proof_tile_only_grows`
    })
  const tile = await db.proofTile.findFirstOrThrow({ where: { level: 0, index: 0 } })
  const before = Buffer.from(tile.hashes).subarray(index * 32, index * 32 + 32)
  await write(Buffer.alloc(32, 1))
  return () => write(before)
}
