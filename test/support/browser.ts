// A real browser for one test file: the Chromium that npm brings, unpacked once per version and user. TEST_BROWSER may
// name another one. It keeps the rules of the web (same origin, content security), else it would prove nothing.
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll } from 'vitest'

/** Chromium's own sandbox needs rights that root in a container has not; --no-zygote goes with it. */
const ARGS = ['--no-sandbox', '--no-zygote', '--font-render-hinting=none', '--disable-dev-shm-usage']

/** Starts the browser and closes it after the last test of the file. Make a context of your own for each test. */
export async function testBrowser(): Promise<Browser> {
  const own = process.env.TEST_BROWSER
  const folder = own ? undefined : await unpackBrowser()
  const browser = await chromium.launch({
    executablePath: own ?? join(folder ?? '', 'chromium'),
    args: ARGS,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: folder ?? tmpdir(),
      ...(folder && {
        LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
        FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      }),
    },
  })
  afterAll(() => browser.close())
  return browser
}

/** Unpacks beside the place and moves it there when whole: a killed run leaves no half browser. */
async function unpackBrowser(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(await readFile(join(dirname(main), '../package.json'), 'utf8')) as { version: string }
  const user = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `assent-browser-${version}-${user}`)
  if (existsSync(folder)) {
    const { uid } = await lstat(folder)
    if (uid === user) return folder
    throw new Error(`${folder} belongs to another user. Remove it, or set TMPDIR to a folder of your own.`)
  }
  const half = `${folder}.${process.pid}`
  await mkdir(half, { mode: 0o700 })
  try {
    await inflateInto(half, main)
    await writeFile(
      join(half, 'fonts.conf'),
      `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
    )
    await chmod(join(half, 'chromium'), 0o700)
    await rename(half, folder).catch((fault: unknown) => {
      if (!existsSync(folder)) throw fault // else another worker was quicker
    })
  } finally {
    await rm(half, { recursive: true, force: true })
  }
  return folder
}

/** The package unpacks into the scratch folder, and its libraries only where it believes to be in a cloud function. */
async function inflateInto(folder: string, main: string): Promise<void> {
  const before = { ...process.env }
  Object.assign(process.env, {
    TMPDIR: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x',
  })
  try {
    const { default: packaged } = (await import(main)) as { default: { executablePath: () => Promise<string> } }
    await packaged.executablePath()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
