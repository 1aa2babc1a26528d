// What a mail offers to its reader, read from its bytes as a mail program does: how to stop it, and where its links lead.
import { simpleParser } from 'mailparser'

export type ReadMail = {
  /** The addresses of List-Unsubscribe that are for the web (RFC 2369, RFC 8058). */
  oneClick: string[]
  /** Whether List-Unsubscribe-Post asks for one click. */
  isOneClick: boolean
  /** Links of the HTML part that have something to press on. */
  links: string[]
}

export async function readMail(bytes: Buffer): Promise<ReadMail> {
  const { headerLines, html } = await simpleParser(bytes)
  const header = (name: string) => {
    const line = headerLines.find(({ key }) => key === name)?.line ?? ''
    return line.slice(line.indexOf(':') + 1).trim()
  }
  const listed = [...header('list-unsubscribe').matchAll(/<([^>]+)>/g)].map(([, address = '']) => address.trim())
  return {
    oneClick: listed.filter((address) => /^https?:/i.test(address)),
    isOneClick: header('list-unsubscribe-post') === 'List-Unsubscribe=One-Click',
    links: [...new Set(visibleLinks(html || ''))],
  }
}

const LINK = /<a\b([^>]*?\s)?href="([^"]*)"([^>]*)>([\s\S]*?)<\/a>/gi
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i

function visibleLinks(html: string): string[] {
  return [...html.matchAll(LINK)].flatMap(([, before = '', address = '', after = '', inside = '']) => {
    const isEmpty = inside.replace(/<(?!img\b)[^>]*>|&nbsp;|\s/gi, '') === ''
    return isEmpty || HIDDEN.test(before + after) ? [] : [address.replaceAll('&amp;', '&').trim()]
  })
}
