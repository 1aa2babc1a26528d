// The register of numbers in Sweden that want no calls for sales. It holds numbers only, of private subscriptions.
import type { Register } from './register.ts'

export const NIX: Register = {
  id: 'SE-nix',
  name: 'NIX-Telefon',
  country: 'SE',
  keeper: 'Föreningen NIX-Telefon',
  url: 'https://nixtelefon.org/',
  channels: ['phone'],
  // Its rules let a comparison count for longer; people are told that it may take up to two months. The strict reading.
  washMonths: 1,
  timeZone: 'Europe/Stockholm',
  dialling: '+46',
  trunk: '0',
  digits: [6, 10],
  wants: { phone: ['phone'] },
  sources: [
    'Marketing Act (marknadsföringslagen, SFS 2008:486) § 21',
    'Rules of NIX-Telefon, agreed with the Swedish Consumer Agency: numbers are checked before calls to private persons',
  ],
}
