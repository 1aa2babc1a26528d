// The house rules that a tool can check: which folder may use which, and what no source file holds. The linter is run
// over samples with the project's own configuration, so a rule that stopped biting fails here.
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const PROJECT = join(import.meta.dirname, '..')

/** A folder may use those before it. */
const ORDER = [
  'platform',
  'contacts',
  'consent',
  'tracking',
  'delivery',
  'mailbox',
  'scoring',
  'segments',
  'sales',
  'campaigns',
  'workflows',
  'reports',
  'demo',
]

/** In lines. A file this long does more than one thing. */
const LONGEST_FILE = 400

describe('the linter', () => {
  const samples = mkdtempSync(join(tmpdir(), 'assent-lint-'))
  let refused: Set<string>

  beforeAll(async () => {
    for (const file of ['biome.json', 'biome.imports.json']) copyFileSync(join(PROJECT, file), join(samples, file))
    for (const folder of ORDER)
      for (const other of ORDER) {
        write(`src/${folder}/use-${other}.ts`, `import { x } from '../${other}/index.ts'\nexport const y = x\n`)
        write(
          `src/${folder}/inner/use-${other}.ts`,
          `import { x } from '../../${other}/index.ts'\nexport const y = x\n`,
        )
        write(`src/${folder}/reach-${other}.ts`, `import { x } from '../${other}/x.ts'\nexport const y = x\n`)
        write(`src/${folder}/pass-on-${other}.ts`, `export { x } from '../${other}/x.ts'\n`)
      }
    for (const starter of ['app', 'main', 'config'])
      write(`src/sales/start-${starter}.ts`, `import { x } from '../${starter}.ts'\nexport const y = x\n`)
    write('src/sales/own.ts', `import { x } from './x.ts'\nexport const y = x\n`)
    write('src/sales/environment.ts', 'export const home = process.env.HOME\n')
    write('src/sales/print.ts', `console.log('sold')\n`)
    write('src/sales/forget.ts', `export const work = async () => {}\nexport const start = () => {\n  work()\n}\n`)
    write('src/sales/anything.ts', 'export const x: any = 1\n')
    write('src/config.ts', 'export const home = process.env.HOME\n')
    write('test/sales/x.test.ts', `import { x } from '../../src/sales/x.ts'\nexport const y = x\n`)
    write('web/src/pages/x.ts', `import { x } from '../../../src/sales/index.ts'\nexport const y = x\n`)
    refused = await lint(samples)
  }, 60_000)
  afterAll(() => rmSync(samples, { recursive: true }))

  test('knows every folder of src', () => {
    const folders = readdirSync(join(PROJECT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(ORDER).toEqual(expect.arrayContaining(folders.map(({ name }) => name)))
  })

  test.each(ORDER)('lets %s use what stands before it, and nothing that stands after it', (folder) => {
    const after = ORDER.slice(ORDER.indexOf(folder) + 1)
    for (const inner of ['', 'inner/']) {
      const used = ORDER.filter((other) => refused.has(`src/${folder}/${inner}use-${other}.ts`))
      expect(used).toEqual(after)
    }
  })

  test.each(ORDER)('keeps %s from reaching past the index.ts of another folder', (folder) => {
    const others = ORDER.filter((other) => other !== folder && other !== 'platform')
    for (const way of ['reach', 'pass-on'])
      expect(ORDER.filter((other) => refused.has(`src/${folder}/${way}-${other}.ts`))).toEqual(
        expect.arrayContaining(others),
      )
    expect(refused).not.toContain('src/sales/own.ts')
  })

  test('keeps folders from what starts them', () => {
    for (const starter of ['app', 'main', 'config']) expect(refused).toContain(`src/sales/start-${starter}.ts`)
  })

  test('lets config.ts alone read the environment, and nobody in src print', () => {
    expect(refused).toContain('src/sales/environment.ts')
    expect(refused).toContain('src/sales/print.ts')
    expect(refused).not.toContain('src/config.ts')
  })

  test('refuses a promise nobody waits for, and any', () => {
    expect(refused).toContain('src/sales/forget.ts')
    expect(refused).toContain('src/sales/anything.ts')
  })

  test('keeps the web app away from the server, and lets tests look anywhere', () => {
    expect(refused).toContain('web/src/pages/x.ts')
    expect(refused).not.toContain('test/sales/x.test.ts')
  })

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(samples, file)), { recursive: true })
    writeFileSync(join(samples, file), text)
  }
})

describe('the source', () => {
  const files = ['src', 'web/src', 'bench', 'conformance', 'examples', 'prisma', 'bin'].flatMap(sourcesIn)

  test('holds no address that could be somebody’s', () => {
    const foreign = files.flatMap(({ path, text }) =>
      [...text.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b/g)]
        .filter(([, domain = '']) => !/(^|\.)(example|test)$/.test(domain))
        .map(([address]) => `${path}: ${address}`),
    )
    expect(foreign).toEqual([])
  })

  test('never passes text as SQL', () => {
    expect(files.filter(({ text }) => /(query|execute)RawUnsafe\b|\braw\(/i.test(text)).map(pathOf)).toEqual([])
  })

  test('silences the linter and the compiler nowhere without a reason', () => {
    const silenced = /@ts-(ignore|nocheck|expect-error)|biome-ignore(?!\s+[\w/]+: \S+ \S+)/
    expect(files.filter(({ text }) => silenced.test(text)).map(pathOf)).toEqual([])
  })

  test(`has no file above ${LONGEST_FILE} lines`, () => {
    // What pages say is a list in two languages: long, and read by looking up.
    const ours = files.filter(({ path }) => /^(src|web)/.test(path) && !path.startsWith('web/src/words/'))
    const long = ours.filter(({ text }) => text.split('\n').length > LONGEST_FILE)
    expect(long.map(pathOf)).toEqual([])
  })

  test('has no folder whose name fits anything', () => {
    const vague = /(^|\/)(utils?|helpers?|common|lib|shared|misc)(\/|\.)/
    expect(files.map(pathOf).filter((path) => vague.test(path))).toEqual([])
  })

  test('opens each file of src with what it is for', () => {
    const silent = files.filter(({ path, text }) => /^src\/.*\.ts$/.test(path) && !/^(#!.*\n)?\/[/*]/.test(text))
    expect(silent.map(pathOf)).toEqual([])
  })
})

/** The files, below `folder`, in which the linter finds an error. */
function lint(folder: string): Promise<Set<string>> {
  const args = ['lint', '--reporter=github', '--max-diagnostics=none', '--vcs-enabled=false', '.']
  const biome = join(PROJECT, 'node_modules/.bin/biome')
  return new Promise((resolve, reject) => {
    execFile(biome, args, { cwd: folder, maxBuffer: 50_000_000 }, (_error, stdout, stderr) => {
      const faults = [...stdout.matchAll(/^::error .*?file=([^,]+),/gm)]
      if (faults.length === 0) return reject(new Error(`The linter found nothing to refuse:\n${stdout}${stderr}`))
      resolve(new Set(faults.map(([, file = '']) => file.slice(file.lastIndexOf(folder) + folder.length + 1))))
    })
  })
}

type Source = { path: string; text: string }

/** Every file of ours below `folder`; none where the folder is absent. What is generated is not ours. */
function sourcesIn(folder: string): Source[] {
  const root = join(PROJECT, folder)
  return readFolder(root)
    .filter((path) => /\.(ts|tsx|mjs|css|sql|prisma|json)$/.test(path) && !path.startsWith('platform/prisma/'))
    .filter((path) => folder !== 'src' || !path.startsWith('prisma/'))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, path), 'utf8') }))
}

function readFolder(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function pathOf({ path }: Source): string {
  return path
}
