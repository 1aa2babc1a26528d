// Numbers as a register writes them, and as they are kept here.
import { normaliseAddress } from '../../contacts/index.ts'
import type { Register } from '../calls/registers/index.ts'

/** Some registers say since when somebody is reserved, and a date has as many digits as a number in Norway. */
const DATE = /^\d{4}[-./]\d\d?[-./]\d\d?$|^\d\d?[-./]\d\d?[-./]\d{4}$/

/** The number in its normal form; undefined where this is no number of the register's country. */
export function readNumber({ dialling, trunk, digits: [least, most] }: Register, text: string): string | undefined {
  if (DATE.test(text.trim())) return undefined
  const plain = text.replace(/[\s().-]/g, '')
  const abroad = dialling.slice(1)
  const own = plain.startsWith('+') || plain.startsWith('00') ? plain.replace(/^(\+|00)/, '') : undefined
  const starts = own !== undefined ? abroad : plain.startsWith(abroad) && plain.length > most ? abroad : trunk
  const number = own ?? plain
  const local = number.slice(starts.length)
  const isOne = number.startsWith(starts) && /^[1-9]\d*$/.test(local) && local.length >= least && local.length <= most
  return isOne ? normaliseAddress('phone', `${dialling}${local}`) : undefined
}

/** The number as it is written within the country; a foreign one with what is dialled before it. */
export function writeNumber({ dialling, trunk }: Register, number: string): string {
  return number.startsWith(dialling) ? `${trunk}${number.slice(dialling.length)}` : number.replace('+', '00')
}
