// What the documents claim, checked: the environment table, the map of folders, the worked example of the ledger, and
// that every file and rule they or the code name is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { RULES } from '../requirements/rules.ts'
import { environment } from '../src/config.ts'
import { commitEntry, hashEntry, hashEvidence, NO_PREVIOUS } from '../src/consent/index.ts'
import { DEMO_PASSWORD, LOGINS } from '../src/demo/index.ts'

const PROJECT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8')
const readme = read('README.md')
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...folder('docs', /\.md$/)]

describe('the README', () => {
  test('names every variable of the environment with its default', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.*?) \|/gm)].map(([, name, value]) => [name, value])
    const wanted = Object.entries(environment.shape).map(([name, schema]) => {
      const standard = schema.safeParse(undefined).data
      return [name, standard === undefined ? '' : `\`${standard}\``]
    })
    expect(rows).toEqual(wanted)
  })

  test('names those who can sign in to the demo, and the password', () => {
    const named = readme.match(/[\w.]+@vidjevik\.example/g) ?? []
    expect(named.toSorted()).toEqual(LOGINS.map(({ email }) => email).toSorted())
    expect(readme).toContain(`\`${DEMO_PASSWORD}\``)
  })

  test('shows every folder of src on its map', () => {
    const folders = readdirSync(join(PROJECT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const shown = [...readme.matchAll(/^ {2}([a-z]+)\/ /gm)].map(([, name]) => name)
    expect(shown).toEqual(expect.arrayContaining(folders.map(({ name }) => name)))
  })
})

describe('the documents', () => {
  test.each(documents)('%s names scripts, files and links that are there', (document) => {
    const text = read(document)
    const scripts = [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name)
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts))
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => join(document, '..', link))
    const files = [...text.matchAll(/`((?:src|test|bench|docs|prisma|web|examples|bin)\/[\w./-]+)`/g)].map(
      ([, file = '']) => file,
    )
    expect([...links, ...files].filter((path) => !existsSync(join(PROJECT, path)))).toEqual([])
  })

  test('hold every rule of consent that the code names, and repeat none', () => {
    const rules = new Set(RULES.map(({ id }) => id))
    const rows = [...read('docs/consent.md').matchAll(/^\| ([A-Z]\d+) \| (.*) \|$/gm)]
    expect(rows.flatMap(([, id = '']) => (rules.has(id) ? [] : id))).toEqual([])
    for (const [, id, words] of rows) expect(RULES.find((rule) => rule.id === id)?.rule, id).not.toBe(words)
    const named = ['src', 'prisma', 'test', 'web/src'].flatMap((root) => folder(root, /\.(tsx?|prisma|sql)$/))
    const missing = named.flatMap((file) =>
      [...read(file).matchAll(/consent\.md ([A-Z]\d+(?:, [A-Z]\d+)*)/g)]
        .flatMap(([, list = '']) => list.split(', '))
        .filter((rule) => !rules.has(rule))
        .map((rule) => `${file}: ${rule}`),
    )
    expect(missing).toEqual([])
  })
})

test('the example of docs/ledger.md is what the ledger computes', () => {
  const text = read('docs/ledger.md')
  const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
  const evidence = { page: 'https://vidjevik.example/newsletter', language: 'nb', form: 'newsletter' }
  const evidenceHash = hashEvidence(salt, evidence)
  const hash = hashEntry(
    {
      contactId: '0193a000-0000-7000-8000-000000000001',
      seq: 1,
      purposeId: '0193a000-0000-7000-8000-000000000002',
      channel: 'email',
      type: 'given',
      occurredAt: new Date('2026-11-02T09:30:00Z'),
      recordedAt: new Date('2026-11-02T09:30:01Z'),
      method: 'form',
      actor: 'contact',
      textId: '0193a000-0000-7000-8000-000000000003',
      expiresAt: new Date('2028-11-02T09:30:00Z'),
    },
    evidenceHash,
    NO_PREVIOUS,
  )
  for (const [name, value] of Object.entries({
    evidence_hash: evidenceHash,
    hash,
    commitment: commitEntry(salt, hash),
  }))
    expect(text).toMatch(new RegExp(`^${name} +${value.toString('hex')}$`, 'm'))
})

/** The files below `root` whose names match, as paths from the project; none where it is absent. */
function folder(root: string, name: RegExp): string[] {
  if (!existsSync(join(PROJECT, root))) return []
  return readdirSync(join(PROJECT, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path) && !path.startsWith('platform/prisma/'))
    .map((path) => `${root}/${path}`)
}
