// The central register of reservations in Norway. The whole register is delivered as a file (SFTP), once or daily.
import type { Register } from './register.ts'

export const RESERVASJON: Register = {
  id: 'NO-reservasjon',
  name: 'Reservasjonsregisteret',
  country: 'NO',
  keeper: 'Brønnøysundregistrene',
  url: 'https://www.brreg.no/produkter-og-tjenester/opplysninger-for-bruk-i-direkte-markedsforing/',
  channels: ['phone', 'post'],
  washMonths: 1,
  timeZone: 'Europe/Oslo',
  dialling: '+47',
  trunk: '',
  digits: [8, 8],
  wants: {
    phone: ['phone', 'firstName', 'lastName', 'street', 'postalCode', 'city'],
    post: ['firstName', 'lastName', 'street', 'postalCode', 'city'],
  },
  sources: [
    'Marketing Control Act (markedsføringsloven, LOV-2009-01-09-2) §§ 12-13',
    'Prop. 43 L (2016-2017) 2.1: before the first approach, and before approaches in the month in which they are made',
    'Regulation on the register (FOR-2009-06-05-598) § 3: only what a wash needs is handed out, and used for nothing else',
  ],
}
