// Memory that one mail after the other is written into. In memory of its own a mail of 20 kB costs more to place and to
// clear away than to write (measured).

export type MailMemory = {
  /** Forgets the mail before. */
  begin: () => void
  /** Adds text of one byte a character. */
  write: (text: string) => void
  /** The mail: it lasts until the next one begins. */
  written: () => Buffer
}

/** In bytes. Most mails fit; for a larger one it grows. */
const USUAL = 65_536

export function openMailMemory(size = USUAL): MailMemory {
  let bytes = Buffer.allocUnsafeSlow(size)
  let length = 0
  const grow = (needed: number) => {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * bytes.length))
    bytes.copy(larger, 0, 0, length)
    bytes = larger
  }
  return {
    begin: () => {
      length = 0
    },
    write: (text) => {
      if (length + text.length > bytes.length) grow(length + text.length)
      length += bytes.write(text, length, 'latin1')
    },
    written: () => bytes.subarray(0, length),
  }
}
