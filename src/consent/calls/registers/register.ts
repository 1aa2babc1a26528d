// What the data of a register says.

export const REGISTERED_CHANNELS = ['phone', 'post'] as const
export type RegisteredChannel = (typeof REGISTERED_CHANNELS)[number]

/** Columns that a list for a register may have, beside the reference. */
export type ListColumn = 'phone' | 'firstName' | 'lastName' | 'street' | 'postalCode' | 'city'

export const REGISTER_IDS = ['NO-reservasjon', 'SE-nix', 'DK-robinson'] as const
export type RegisterId = (typeof REGISTER_IDS)[number]

export type Register = {
  id: RegisterId
  /** As its people call it. */
  name: string
  /** ISO 3166-1 alpha-2: whose people it covers. */
  country: string
  keeper: string
  url: string
  channels: readonly RegisteredChannel[]
  /**
   * A list must have been compared within the calendar period of so many months in which somebody is called: 1 is this
   * month, 3 this quarter. Longer calls people who have reserved themselves since; shorter is only more work.
   */
  washMonths: 1 | 3
  timeZone: string
  /** National numbers, as the register writes them: what stands before them abroad, and how many digits they have. */
  dialling: string
  /** What a number begins with within the country. */
  trunk: '0' | ''
  digits: readonly [min: number, max: number]
  /** What a list that is washed there holds of each person, and nothing else (GDPR art. 5(1)(c)). */
  wants: Readonly<Partial<Record<RegisteredChannel, readonly ListColumn[]>>>
  sources: readonly string[]
}
