// The Danish list of people who want no addressed advertising and no calls. It holds names and addresses, four times a year.
import type { Register } from './register.ts'

export const ROBINSON: Register = {
  id: 'DK-robinson',
  name: 'Robinsonlisten',
  country: 'DK',
  keeper: 'CPR-kontoret',
  url: 'https://cpr.dk/',
  channels: ['phone', 'post'],
  washMonths: 3,
  timeZone: 'Europe/Copenhagen',
  dialling: '+45',
  trunk: '',
  digits: [8, 8],
  // It holds no numbers: people are found by name and address, also for calls.
  wants: {
    phone: ['firstName', 'lastName', 'street', 'postalCode', 'city'],
    post: ['firstName', 'lastName', 'street', 'postalCode', 'city'],
  },
  sources: [
    'Marketing Practices Act (markedsføringsloven, lov nr. 426 af 3. maj 2017) § 10(4)-(6)',
    'Consumer Ombudsman, case 2005-1141/5-84: the newest list is consulted, so four times a year',
  ],
}
