import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { readCosigned } from '../../../src/consent/proof/checkpoint-files.ts'
import {
  checkpointKind,
  findSigner,
  formatProof,
  keepLog,
  parseCheckpoint,
  proveInclusion,
  signCheckpoint,
  verifierKeyOf,
  verifyFile,
  verifyLog,
} from '../../../src/consent/proof/index.ts'
import { makeConsistencyProof, rootOf } from '../../../src/consent/proof/merkle.ts'
import { openKeyring } from '../../../src/consent/proof/signing-keys.ts'
import { findSubtrees } from '../../../src/consent/proof/tiles.ts'
import { formatAddCheckpoint, parseAddCheckpoint } from '../../../src/consent/proof/witness/add-checkpoint.ts'
import { answerLog, type Witness } from '../../../src/consent/proof/witness/answer-log.ts'
import {
  COSIGNATURE,
  cosign,
  findCosignatures,
  parseWitnessKey,
  witnessKeyOf,
} from '../../../src/consent/proof/witness/cosignature.ts'
import { openWitness } from '../../../src/consent/proof/witness/serve-witness.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { makeEntries, makePlace, ORIGIN, sequenceAll } from './log.ts'

const database = await testDatabase()
const { db } = database
const NAME = 'witness.example/w1'

const folderOf = async () => join(dirname((await makePlace()).folder), 'witness')

/** A witness of this log, with a key of its own. */
async function makeWitness(place: Awaited<ReturnType<typeof makePlace>>): Promise<Witness & { verifier: string }> {
  const folder = await folderOf()
  const { current: key } = await openKeyring(folder)
  const log = { name: ORIGIN, kind: 1, bytes: place.keyring.current.bytes }
  return { name: NAME, key, logs: [log], folder, verifier: witnessKeyOf(NAME, key) }
}

/** The log as it would be with these leaves alone. */
const headOf = async (size: number) => ({ size, root: await rootOf(size, findSubtrees(db)) })
async function show(size: number, oldSize: number, place: Awaited<ReturnType<typeof makePlace>>) {
  const proof = oldSize > 0 && oldSize < size ? await makeConsistencyProof(oldSize, size, findSubtrees(db)) : []
  return formatAddCheckpoint({
    oldSize,
    proof,
    note: signCheckpoint(ORIGIN, await headOf(size), place.keyring.current),
  })
}

describe('a cosignature', () => {
  it('is a time and a signature over the head, under a key with the mark 04 (T9)', async () => {
    const place = await makePlace()
    const { key, verifier } = await makeWitness(place)
    const note = signCheckpoint(ORIGIN, { size: 12, root: Buffer.alloc(32, 7) }, place.keyring.current)
    const text = note.slice(0, note.indexOf('\n\n') + 1)
    const line = cosign(text, NAME, key, NOON)
    const checkpoint = parseCheckpoint(note + line)
    const witness = parseWitnessKey(verifier)
    if (!checkpoint || !witness) throw new Error('both have their form')
    expect(findCosignatures(checkpoint, [witness])).toEqual([{ name: NAME, at: NOON }])
    expect(findSigner(checkpoint, place.keyring.known)).toBeDefined()
    // Under the mark of a log's own key, with another time, or over another head it is none.
    expect(parseWitnessKey(verifierKeyOf(NAME, key))).toBeUndefined()
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64')
    bytes[11] = (bytes[11] ?? 0) ^ 1
    const later = parseCheckpoint(`${note}— ${NAME} ${bytes.toString('base64')}\n`)
    expect(later && findCosignatures(later, [witness])).toEqual([])
    const larger = parseCheckpoint((note + line).replace('\n12\n', '\n13\n'))
    expect(larger && findCosignatures(larger, [witness])).toEqual([])
    const plain = parseCheckpoint(note + cosign(text, 'other.example/w', key, NOON))
    expect(plain && findCosignatures(plain, [witness])).toEqual([])
  })

  it('in the example of C2SP has its time where it is read here', () => {
    const example =
      'jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=='
    const bytes = Buffer.from(example, 'base64')
    expect([bytes.length, bytes.readBigUInt64BE(4)]).toEqual([4 + 8 + 64, 1_679_315_147n])
    expect(COSIGNATURE).toBe(4)
  })
})

describe('a request to a witness', () => {
  it('is written and read as C2SP has it, and nothing else is read', () => {
    const proof = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const note = `${ORIGIN}\n9\nx\n\n— a b\n`
    const text = formatAddCheckpoint({ oldSize: 5, proof, note })
    expect(text).toBe(`old 5\n${proof.map((one) => `${one.toString('base64')}\n`).join('')}\n${note}`)
    expect(parseAddCheckpoint(text)).toEqual({ oldSize: 5, proof, note })
    expect(parseAddCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [], note }))).toMatchObject({ oldSize: 0, note })
    const many = formatAddCheckpoint({ oldSize: 5, proof: Array(64).fill(proof[0]), note })
    for (const wrong of [
      '',
      'old 5\n',
      'old 05\n\nx',
      'old -1\n\nx',
      'new 5\n\nx',
      'old 5\nAAAA\n\nx',
      'old 5 \n\nx',
      many,
    ])
      expect(parseAddCheckpoint(wrong)).toBeUndefined()
  })
})

describe('a witness', () => {
  it('signs what continues what it has seen, and nothing else (T9)', async () => {
    const [place, stranger] = [await makePlace(), await makePlace()]
    await makeEntries(db, 12)
    const size = await sequenceAll(db)
    const witness = await makeWitness(place)
    const ask = async (body: string) => answerLog(witness, body, NOON)
    const statusOf = async (body: string) => (await ask(body)).status
    expect(await statusOf('nonsense')).toBe(400)
    expect(await statusOf((await show(5, 0, place)).replaceAll(ORIGIN, 'other.example/consent'))).toBe(404)
    expect(await statusOf(await show(5, 0, stranger))).toBe(403)
    expect(await statusOf((await show(5, 0, place)).replace('\n5\n', '\n6\n'))).toBe(403)
    expect(
      await statusOf(
        formatAddCheckpoint({
          oldSize: 6,
          proof: [],
          note: (await show(5, 0, place)).split('\n\n').slice(1).join('\n\n'),
        }),
      ),
    ).toBe(400)
    expect((await ask(await show(5, 0, place))).status).toBe(200)
    expect(await ask(await show(9, 0, place))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' })
    expect(await statusOf(await show(5, 5, place))).toBe(200)

    const { current } = place.keyring
    const forge = async (head: { size: number; root: Uint8Array }, proof: Uint8Array[]) =>
      statusOf(formatAddCheckpoint({ oldSize: 5, proof, note: signCheckpoint(ORIGIN, head, current) }))
    const rightProof = await makeConsistencyProof(5, size, findSubtrees(db))
    expect(await forge({ size: 5, root: Buffer.alloc(32, 1) }, [])).toBe(409)
    expect(await forge({ size, root: Buffer.alloc(32, 1) }, rightProof)).toBe(422)
    expect(await forge(await headOf(size), [])).toBe(422)
    expect(await forge(await headOf(size), rightProof.toReversed())).toBe(422)
    expect(await forge(await headOf(3), [])).toBe(400)
    const answer = await ask(await show(size, 5, place))
    expect(answer.status).toBe(200)
    const head = parseCheckpoint(signCheckpoint(ORIGIN, await headOf(size), current) + answer.body)
    const known = parseWitnessKey(witness.verifier)
    expect(head && known && findCosignatures(head, [known])).toEqual([{ name: NAME, at: NOON }])
    // A beginning has nothing to prove, and a log without leaves has one root.
    const fresh = { ...witness, folder: await folderOf() }
    const empty = signCheckpoint(ORIGIN, { size: 0, root: Buffer.alloc(32, 1) }, current)
    expect((await answerLog(fresh, formatAddCheckpoint({ oldSize: 0, proof: [], note: empty }), NOON)).status).toBe(409)
  })

  it('that is asked twice at once never signs two pasts, also in two processes (T9)', async () => {
    const place = await makePlace()
    await makeEntries(db, 4)
    const size = await sequenceAll(db)
    const witness = await makeWitness(place)
    const { current } = place.keyring
    const other = signCheckpoint(ORIGIN, { size, root: Buffer.alloc(32, 3) }, current)
    const bodies = [await show(size, 0, place), formatAddCheckpoint({ oldSize: 0, proof: [], note: other })]
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => answerLog({ ...witness }, bodies[at % 2] ?? '', NOON)),
    )
    const signed = answers.flatMap(({ status }, at) => (status === 200 ? [at % 2] : []))
    expect(new Set(signed).size).toBe(1)
  })
})

describe('a log with a witness', () => {
  it('shows it each head, keeps its signature beside the head, and names it wherever the head is checked (T9)', async () => {
    const { folder: checkpoints } = await makePlace()
    const folder = dirname(checkpoints)
    let now = new Date(+NOON + DAY_MS)
    const witness = await openWitness(join(folder, 'witness'), NAME, () => now)
    witness.server.listen(0, '127.0.0.1')
    await new Promise((resolve) => witness.server.once('listening', resolve))
    onTestFinished(() => void witness.server.close())
    const url = `http://127.0.0.1:${(witness.server.address() as AddressInfo).port}/`
    const config = {
      ...{ publicUrl: 'https://assent.example', secretKey: 'x'.repeat(40), isProduction: false },
      outside: { folder, witness: { url, key: witness.verifier } },
    }
    const services = testServices(database, { config, now: () => now })
    const [contactId = ''] = await makeEntries(db, 2)
    await expect(keepLog(services)).rejects.toThrow('it does not witness this log')
    const keyring = await openKeyring(join(folder, 'keys'))
    await writeFile(witness.logsFile, `# ours\n${verifierKeyOf(ORIGIN, keyring.current)}\n`)
    await keepLog(services)
    await keepLog(services)
    expect(await db.proofCosignature.count({ where: { witness: NAME } })).toBe(1)

    const witnesses = [parseWitnessKey(witness.verifier)].flatMap((key) => key ?? [])
    const [first, ...more] = await Array.fromAsync(readCosigned(checkpoints))
    expect([more, first?.checkpoint && findCosignatures(first.checkpoint, witnesses)]).toEqual([
      [],
      [{ name: NAME, at: now }],
    ])
    const { url: site } = await testServer(createApp(services), database)
    const published = await (await fetch(`${site}/.well-known/assent-checkpoint.txt`)).text()
    expect(published).toBe(await readFile(first?.file ?? '', 'utf8'))
    expect(await (await fetch(`${site}/.well-known/assent-keys.json`)).json()).toMatchObject({
      witnesses: [witness.verifier],
    })

    // What came after is not signed by it yet: a proof rests on the head that is.
    witness.server.close()
    await new Promise((resolve) => witness.server.once('close', resolve))
    await makeEntries(db, 3)
    now = new Date(+now + 60_000)
    await expect(keepLog(services)).rejects.toThrow('does not answer')
    const proof = await proveInclusion(db, { contactId, seq: 1 })
    expect(proof && formatProof(proof)).toContain(`— ${NAME} `)
    const check = await verifyLog(db, { folder: checkpoints, keys: keyring.known, witnesses }, now)
    expect(check).toMatchObject({ faults: [], cosigned: { heads: 1, size: first?.checkpoint?.size, at: NOON_LATER } })
    const context = { keys: keyring.known, witnesses, openDb: async () => db }
    expect((await verifyFile(published, [checkpointKind], context)).says).toContain(`the witness ${NAME} signed at`)

    // Whoever rewrites the log and throws its own heads away meets what the witness has signed.
    await writeFile(first?.file ?? '', published.replace(/^(.*\n)\d+\n/, '$199999\n'))
    const { faults } = await verifyLog(db, { folder: checkpoints, keys: keyring.known, witnesses }, now)
    expect(faults.map(({ what }) => what)).toEqual([expect.stringContaining('cosigned.txt is damaged')])
  })

  it('says so where the witness has seen more, or another past, and believes no answer without its signature (T9)', async () => {
    const place = await makePlace()
    const folder = dirname(place.folder)
    let answer = { status: 409, type: 'text/x.tlog.size', body: '99999\n' }
    const asked: string[] = []
    const impostor = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        asked.push(body.split('\n')[0] ?? '')
        response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
      })
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void impostor.close())
    await new Promise((resolve) => impostor.once('listening', resolve))
    const [{ current: right }, { current: wrong }] = [
      await openKeyring(join(folder, 'right')),
      await openKeyring(join(folder, 'wrong')),
    ]
    const config = {
      ...{ publicUrl: 'https://assent.example', secretKey: 'x'.repeat(40), isProduction: false },
      outside: {
        folder,
        witness: { url: `http://127.0.0.1:${(impostor.address() as AddressInfo).port}`, key: witnessKeyOf('w', right) },
      },
    }
    const services = testServices(database, { config, now: () => NOON })
    await expect(keepLog(services)).rejects.toThrow('has seen 99999 entries')
    answer = { status: 409, type: 'text/x.tlog.size', body: '7\n' }
    await expect(keepLog(services)).rejects.toThrow('another log of this size')
    expect(asked.slice(-2)).toEqual(['old 0', 'old 7'])
    answer = { status: 422, type: 'text/plain', body: '' }
    await expect(keepLog(services)).rejects.toThrow('another past')
    const head = await headOf(await sequenceAll(db))
    const text = `${ORIGIN}\n${head.size}\n${Buffer.from(head.root).toString('base64')}\n`
    answer = { status: 200, type: 'text/plain', body: cosign(text, 'w', wrong, NOON) }
    await expect(keepLog(services)).rejects.toThrow('without a signature of the key')
    expect(await db.proofCosignature.count({ where: { witness: 'w' } })).toBe(0)
    answer = { ...answer, body: cosign(text, 'w', wrong, NOON) + cosign(text, 'w', right, NOON) }
    await keepLog(services)
    expect(await db.proofCosignature.count({ where: { witness: 'w' } })).toBe(1)
  })
})
const NOON_LATER = new Date(+NOON + DAY_MS)
