// Who answers a complaint, for each country of the European Economic Area, Great Britain and Switzerland (GDPR 13(2)(d)).
// In Germany the authority of the land is in charge of a company; the federal one passes a complaint on.

export type Authority = { name: string; url: string }

const AUTHORITIES: Readonly<Record<string, Authority>> = {
  AT: { name: 'Datenschutzbehörde', url: 'https://www.dsb.gv.at' },
  BE: { name: 'Gegevensbeschermingsautoriteit', url: 'https://www.gegevensbeschermingsautoriteit.be' },
  BG: { name: 'Комисия за защита на личните данни', url: 'https://www.cpdp.bg' },
  CH: { name: 'Eidgenössischer Datenschutz- und Öffentlichkeitsbeauftragter', url: 'https://www.edoeb.admin.ch' },
  CY: { name: 'Commissioner for Personal Data Protection', url: 'https://www.dataprotection.gov.cy' },
  CZ: { name: 'Úřad pro ochranu osobních údajů', url: 'https://uoou.gov.cz' },
  DE: {
    name: 'Bundesbeauftragte für den Datenschutz und die Informationsfreiheit',
    url: 'https://www.bfdi.bund.de',
  },
  DK: { name: 'Datatilsynet', url: 'https://www.datatilsynet.dk' },
  EE: { name: 'Andmekaitse Inspektsioon', url: 'https://www.aki.ee' },
  ES: { name: 'Agencia Española de Protección de Datos', url: 'https://www.aepd.es' },
  FI: { name: 'Tietosuojavaltuutetun toimisto', url: 'https://tietosuoja.fi' },
  FR: { name: 'Commission nationale de l’informatique et des libertés', url: 'https://www.cnil.fr' },
  GB: { name: 'Information Commissioner’s Office', url: 'https://ico.org.uk' },
  GR: { name: 'Αρχή Προστασίας Δεδομένων Προσωπικού Χαρακτήρα', url: 'https://www.dpa.gr' },
  HR: { name: 'Agencija za zaštitu osobnih podataka', url: 'https://azop.hr' },
  HU: { name: 'Nemzeti Adatvédelmi és Információszabadság Hatóság', url: 'https://www.naih.hu' },
  IE: { name: 'Data Protection Commission', url: 'https://www.dataprotection.ie' },
  IS: { name: 'Persónuvernd', url: 'https://www.personuvernd.is' },
  IT: { name: 'Garante per la protezione dei dati personali', url: 'https://www.garanteprivacy.it' },
  LI: { name: 'Datenschutzstelle', url: 'https://www.datenschutzstelle.li' },
  LT: { name: 'Valstybinė duomenų apsaugos inspekcija', url: 'https://vdai.lrv.lt' },
  LU: { name: 'Commission nationale pour la protection des données', url: 'https://cnpd.public.lu' },
  LV: { name: 'Datu valsts inspekcija', url: 'https://www.dvi.gov.lv' },
  MT: { name: 'Information and Data Protection Commissioner', url: 'https://idpc.org.mt' },
  NL: { name: 'Autoriteit Persoonsgegevens', url: 'https://www.autoriteitpersoonsgegevens.nl' },
  NO: { name: 'Datatilsynet', url: 'https://www.datatilsynet.no' },
  PL: { name: 'Urząd Ochrony Danych Osobowych', url: 'https://uodo.gov.pl' },
  PT: { name: 'Comissão Nacional de Proteção de Dados', url: 'https://www.cnpd.pt' },
  RO: {
    name: 'Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal',
    url: 'https://www.dataprotection.ro',
  },
  SE: { name: 'Integritetsskyddsmyndigheten', url: 'https://www.imy.se' },
  SI: { name: 'Informacijski pooblaščenec', url: 'https://www.ip-rs.si' },
  SK: { name: 'Úrad na ochranu osobných údajov', url: 'https://dataprotection.gov.sk' },
}

/** Who lists them all, for a page that must name somebody. */
export const EVERY_AUTHORITY: Authority = {
  name: 'EDPB',
  url: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en',
}

/** The authority of this country (two capital letters), or undefined where none is known here. */
export const findAuthority = (country: string): Authority | undefined => AUTHORITIES[country]

/** The European Economic Area: from one of its countries to another no transfer happens (GDPR chapter V). */
const EEA = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)
/**
 * Countries whose protection the European Commission has found adequate for everybody there (GDPR art. 45). Canada and
 * the United States are left out on purpose: theirs covers some recipients only, so the sender must say which ground holds.
 */
const ADEQUATE = new Set('AD AR CH FO GB GG IL IM JE JP KR NZ UY'.split(' '))

export type Transfer = 'none' | 'adequate' | 'safeguard'

/** What lets data be handled in this country: nothing is needed, a decision of the Commission, or a safeguard (art. 46). */
export const transferTo = (country: string): Transfer =>
  EEA.has(country) ? 'none' : ADEQUATE.has(country) ? 'adequate' : 'safeguard'
