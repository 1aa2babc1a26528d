import { expect, test } from 'vitest'
import { smsParts } from '../../../src/delivery/sms/parts.ts'
import { hasStopWord, readStop, STOP_WORDS } from '../../../src/delivery/sms/stop-words.ts'

const partsOf = (text: string) => {
  const { encoding, parts, left } = smsParts(text)
  return [encoding, parts, left]
}

test('an SMS of the GSM alphabet has 160 characters, and each part of a longer one 153', () => {
  expect(partsOf('')).toEqual(['gsm7', 0, 160])
  expect(partsOf('æøåÆØÅäöÄÖ@')).toEqual(['gsm7', 1, 149])
  expect(partsOf('a'.repeat(160))).toEqual(['gsm7', 1, 0])
  expect(partsOf('a'.repeat(161))).toEqual(['gsm7', 2, 145])
  expect(partsOf('a'.repeat(306))).toEqual(['gsm7', 2, 0])
  expect(partsOf('a'.repeat(307))).toEqual(['gsm7', 3, 152])
})

test('a euro sign counts twice, and is never cut in two', () => {
  expect(partsOf('€'.repeat(80))).toEqual(['gsm7', 1, 0])
  expect(partsOf(`${'a'.repeat(152)}€${'a'.repeat(10)}`)).toEqual(['gsm7', 2, 141])
})

test('one character that the GSM alphabet lacks makes all of it longer, and is named', () => {
  expect(smsParts('Takk – vi sees')).toEqual({ encoding: 'ucs2', parts: 1, length: 14, left: 56, foreign: ['–'] })
  expect(partsOf('š'.repeat(71))).toEqual(['ucs2', 2, 63])
  // A pair of code units is one character, and stays together.
  expect(partsOf(`${'š'.repeat(66)}😀${'š'.repeat(4)}`)).toEqual(['ucs2', 2, 61])
})

test('a stop is understood in every language of the north, whatever its case, dots and spaces', () => {
  const words = ['STOP', 'stopp', ' Stopp. ', 'S.T.O.P', 's t o p p', 'SLUTT', 'Avslutt!', 'AVSLUTA', 'Seis', 'Lopeta']
  for (const word of [...words, 'UNSUBSCRIBE', 'Meld av', 'STOPP, takk!', 'stop sms', 'Frameld'])
    expect([word, readStop(word)]).toEqual([word, 'sms'])
  for (const word of ['STOP ALL', 'Stopp alt', 'stopall', 'STOPP ALLE', 'Seis kaikki', 'unsubscribe all'])
    expect([word, readStop(word)]).toEqual([word, 'all'])
  for (const word of ['', 'ok', 'Can you stop by tomorrow?', 'Stopped', 'ikke stopp nå', '1', 'busstopp'])
    expect([word, readStop(word)]).toEqual([word, undefined])
  for (const word of Object.values(STOP_WORDS))
    expect([readStop(word), hasStopWord(`Hei. ${word}`)]).toEqual(['sms', true])
})
