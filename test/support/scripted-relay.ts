// A mail relay that answers as a test tells it at each step of a session: with any reply, with silence, or by cutting the
// line. What is not told is answered as a relay in good health does.
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What a client says: it has connected, its commands, the whole mail. */
export type Step = 'connect' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'mail' | 'RSET' | 'QUIT'
/** A reply; `hang`: none; `cut`: the line ends; `deaf` and a reply: it reads nothing more after it; undefined: as it should be. */
export type Script = (step: Step, said: string) => string | undefined
export type ScriptedRelay = {
  port: number
  url: string
  /** Every step of every session, in order. */
  steps: Step[]
  /** Recipients of the mails that were taken with 250. */
  taken: string[]
  /** What it does from now on. */
  follow: (script: Script) => void
  close: () => Promise<void>
}

const GOOD: Record<Step, string> = {
  connect: '220 relay.example ESMTP',
  EHLO: '250 relay.example',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  mail: '250 2.0.0 taken',
  RSET: '250 2.0.0 ok',
  QUIT: '221 2.0.0 bye',
}

export async function openScriptedRelay(first: Script = () => undefined): Promise<ScriptedRelay> {
  let script = first
  const [steps, taken] = [[] as Step[], [] as string[]]
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {}) // a client that goes away is part of the tests
    let [isData, rest, recipient] = [false, '', '']
    const answer = (step: Step, said: string) => {
      steps.push(step)
      const told = script(step, said) ?? GOOD[step]
      const reply = told.replace(/^deaf /, '')
      if (reply !== told) socket.pause()
      if (reply === 'hang') return
      if (reply === 'cut') return void socket.destroy()
      if (step === 'mail' && reply.startsWith('250')) taken.push(recipient)
      if (step === 'DATA') isData = reply.startsWith('354')
      if (isData) rest = `\r\n${rest}` // a mail may be empty, and its end then stands first
      socket.write(`${reply}\r\n`)
      if (step === 'QUIT' || reply.startsWith('421')) socket.end()
    }
    answer('connect', '')
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      for (;;) {
        const end = rest.indexOf(isData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const said = rest.slice(0, end)
        rest = rest.slice(end + (isData ? 5 : 2))
        if (isData) {
          isData = false
          answer('mail', said)
          continue
        }
        if (/^RCPT/i.test(said)) recipient = /<(.*)>/.exec(said)?.[1] ?? ''
        answer(said.slice(0, 4).toUpperCase() as Step, said)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ port, url: `smtp://127.0.0.1:${port}`, steps, taken },
    follow: (next) => {
      script = next
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
