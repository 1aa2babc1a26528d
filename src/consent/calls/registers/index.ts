// The registers of people who want no calls or no addressed letters: who keeps them, what they cover, how often a list
// must be compared with them. Data, one file for each register; a country without one asks for no comparison.

import { found } from '../../../platform/errors.ts'
import { monthsBegin } from '../../../platform/time-zones.ts'
import type { Channel } from '../../words.ts'
import { NIX } from './nix.ts'
import type { Register, RegisterId } from './register.ts'
import { RESERVASJON } from './reservasjonsregisteret.ts'
import { ROBINSON } from './robinson.ts'

export type { ListColumn, Register, RegisteredChannel, RegisterId } from './register.ts'
export { REGISTER_IDS, REGISTERED_CHANNELS } from './register.ts'

export const REGISTERS: readonly Register[] = [RESERVASJON, NIX, ROBINSON]

/** The register of this name. */
export const findRegister = (id: RegisterId | string): Register =>
  found(
    REGISTERS.find((one) => one.id === id),
    'register',
  )

/** The register that somebody in this country must be compared with before this channel is used. */
export const registerOf = (country: string | null, channel: Channel | string): Register | undefined =>
  REGISTERS.find((one) => one.country === country && one.channels.some((covered) => covered === channel))

/** A comparison counts at `at` when it was made at this moment or later: the period of months has begun anew then. */
export const washedSince = (register: Register, at: Date): Date =>
  monthsBegin(at, register.washMonths, register.timeZone)

/** When the period that holds at `at` is over, and every comparison made in it with it. */
export const washedUntil = (register: Register, at: Date): Date =>
  monthsBegin(at, register.washMonths, register.timeZone, 1)
