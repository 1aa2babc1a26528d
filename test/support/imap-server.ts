// A mailbox of IMAP4rev1 (RFC 3501) as far as reading it goes, on this machine alone: what a reader says is written down.

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

export type ImapMail = { uid: number; bytes: Buffer }
export type ImapServer = {
  port: number
  mails: ImapMail[]
  /** Uids mean nothing under another one. */
  validity: number
  /** Every command without its tag. */
  said: string[]
  close: () => Promise<void>
}

/** One user, one password, one folder: INBOX. */
export async function openImapServer(user: string, password: string): Promise<ImapServer> {
  const state: ImapServer = { port: 0, mails: [], validity: 1, said: [], close: async () => {} }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    let waiting = ''
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n')
    socket.on('data', (chunk) => {
      waiting += chunk.toString('latin1')
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const [tag = '', ...words] = waiting.slice(0, end).split(' ')
        waiting = waiting.slice(end + 2)
        const command = words.join(' ')
        state.said.push(command)
        for (const part of answer(state, command, tag, `"${user}" "${password}"`)) socket.write(part)
        if (/^LOGOUT/i.test(command)) socket.end()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.port = (server.address() as AddressInfo).port
  state.close = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return state
}

function answer({ mails, validity }: ImapServer, command: string, tag: string, login: string): (string | Buffer)[] {
  const ok = `${tag} OK done\r\n`
  if (/^CAPABILITY/i.test(command)) return ['* CAPABILITY IMAP4rev1\r\n', ok]
  if (/^LOGIN/i.test(command))
    return [unquoted(command) === unquoted(`LOGIN ${login}`) ? ok : `${tag} NO [AUTHENTICATIONFAILED] no\r\n`]
  if (/^(?:EXAMINE|SELECT)/i.test(command)) {
    if (!/INBOX"?$/i.test(command)) return [`${tag} NO [NONEXISTENT] no such folder\r\n`]
    const next = Math.max(0, ...mails.map(({ uid }) => uid)) + 1
    const state = [
      'FLAGS ()',
      `${mails.length} EXISTS`,
      '0 RECENT',
      `OK [UIDVALIDITY ${validity}]`,
      `OK [UIDNEXT ${next}]`,
    ]
    return [...state.map((line) => `* ${line}\r\n`), `${tag} OK [READ-ONLY] done\r\n`]
  }
  const fetch = /^UID FETCH (\d+)(:\*)? (.*)$/i.exec(command)
  if (fetch) return [...fetchMails(mails, Number(fetch[1]), fetch[2] !== undefined, fetch[3] ?? ''), ok]
  if (/^LIST/i.test(command)) return ['* LIST () "/" INBOX\r\n', ok]
  if (/^LOGOUT/i.test(command)) return ['* BYE\r\n', ok]
  return [/^(?:NOOP|CLOSE|UNSELECT)/i.test(command) ? ok : `${tag} BAD what?\r\n`]
}

const unquoted = (text: string) => text.replaceAll('"', '')

function fetchMails(mails: readonly ImapMail[], from: number, isOpen: boolean, items: string): (string | Buffer)[] {
  const last = Math.max(...mails.map(({ uid }) => uid))
  return mails.flatMap(({ uid, bytes }, index) => {
    // The last one is always within n:*, however small its uid.
    if (!(isOpen ? uid >= from || uid === last : uid === from)) return []
    const head = `* ${index + 1} FETCH (UID ${uid} RFC822.SIZE ${bytes.length}`
    if (!/BODY/i.test(items)) return [`${head})\r\n`]
    const part = bytes.subarray(0, Number(/<0\.(\d+)>/.exec(items)?.[1] ?? bytes.length))
    return [`${head} BODY[]<0> {${part.length}}\r\n`, part, ')\r\n']
  })
}
