// Invented people and companies of four countries. First names are common ones; surnames and companies were made up for
// this demo, and every address ends in .example, so nobody here can exist.
import type { TextLanguage } from './purpose-texts.ts'

export type Country = 'NO' | 'SE' | 'DK' | 'FI'
export type CountryPlan = {
  languages: TextLanguage[]
  dialling: string
  firstNames: string[]
  surnames: string[]
  /** Name, where it is, what it does, employees. Its domain is the first word of the name. */
  companies: [name: string, city: string, industry: Industry, employees: number][]
  titles: string[]
}
export type Industry =
  | 'Commercial property'
  | 'Industry'
  | 'Food'
  | 'Data centres'
  | 'Public buildings'
  | 'Housing'
  | 'Consulting'

export const COUNTRIES: Record<Country, CountryPlan> = {
  NO: {
    languages: ['nb', 'nb', 'nb', 'nb', 'nn'],
    dialling: '+47',
    firstNames: named(
      'Kari Ingunn Berit Hanne Guro Oddny Trine Oda Marit Silje Ragnhild Turid Astrid Ole Arnt Lars Sondre Henning Terje Sigurd Magnus Eirik Jostein Håkon Geir',
    ),
    surnames: named(
      'Nesheim Buaas Lyngmo Sandnesmo Fossheim Vollanmo Haugmo Tveita Lykkja Aspelund Myrvang Skarbø Kvernmo Rimstad Ulvestad Brekkan Storlien Fjærli Hovdenak Selnesmo Grøtan Eidsmo Vikestad Sagmo',
    ),
    companies: [
      ['Rimdal Eiendom AS', 'Trondheim', 'Commercial property', 240],
      ['Kvistad Papir AS', 'Levanger', 'Industry', 310],
      ['Storlia Datasenter AS', 'Hamar', 'Data centres', 85],
      ['Ulvheim Meieri SA', 'Verdal', 'Food', 180],
      ['Skarvøya Sjømat AS', 'Bodø', 'Food', 140],
      ['Fjærevollen AS', 'Oslo', 'Commercial property', 95],
      ['Bjørkmyra Borettslag', 'Drammen', 'Housing', 12],
      ['Havnesundet Næringspark AS', 'Kristiansund', 'Commercial property', 60],
      ['Grønnlia Sykehjem KF', 'Ålesund', 'Public buildings', 420],
      ['Tindvik Støperi AS', 'Raufoss', 'Industry', 520],
      ['Solbakkveien Boligsameie', 'Bergen', 'Housing', 6],
      ['Nordmarka Hotelldrift AS', 'Lillehammer', 'Commercial property', 160],
      ['Elvegata Rådgivning AS', 'Trondheim', 'Consulting', 34],
      ['Langnes Svømmehall KF', 'Tromsø', 'Public buildings', 28],
      ['Våghaugen Bryggeri AS', 'Stavanger', 'Food', 75],
      ['Myrbekk Trelast AS', 'Elverum', 'Industry', 190],
      ['Vestbryggen Kontor AS', 'Oslo', 'Commercial property', 48],
      ['Fagerhøy Skole KF', 'Kongsberg', 'Public buildings', 64],
    ],
    titles: titled(
      'Teknisk sjef|Driftssjef|Eiendomssjef|Daglig leder|Energirådgiver|Innkjøper|Økonomidirektør|Vaktmester|Prosjektleder|Bærekraftsjef',
    ),
  },
  SE: {
    languages: ['sv', 'sv', 'sv', 'en'],
    dialling: '+46',
    firstNames: named(
      'Elin Anna Maja Ebba Linnea Karin Ulrika Sofia Agneta Camilla Anders Joel Emil Nils Oskar Fredrik Per Gustav Mats Henrik Jonas Stefan',
    ),
    surnames: named(
      'Sörgård Klockhoff Sandbäck Skogheim Tallberg Ekvall Norrhammar Granvik Lindmyr Björkfors Stenholt Åkerhag Forsvall Hällmark Kvarnsund Dahlsjö Rönnborg Västlund Almkvist Myrgren',
    ),
    companies: [
      ['Tallhaga Bruk AB', 'Gävle', 'Industry', 380],
      ['Ekvalla Bostäder AB', 'Örebro', 'Housing', 120],
      ['Norrhamra AB', 'Luleå', 'Data centres', 70],
      ['Granudden Fastigheter AB', 'Göteborg', 'Commercial property', 210],
      ['Sjövalla Mejeri AB', 'Kalmar', 'Food', 150],
      ['Björkedals Sjukhem AB', 'Falun', 'Public buildings', 260],
      ['Kvarnfors Gjuteri AB', 'Västerås', 'Industry', 440],
      ['Strandskogen Hotell AB', 'Malmö', 'Commercial property', 130],
      ['Hagmarks Konsult AB', 'Stockholm', 'Consulting', 45],
      ['Rönnsätra Handelshus AB', 'Linköping', 'Commercial property', 90],
      ['Ängsbyns Bageri AB', 'Umeå', 'Food', 65],
      ['Lövhultsskolan AB', 'Växjö', 'Public buildings', 80],
    ],
    titles: titled(
      'Fastighetschef|Driftchef|Teknisk chef|VD|Energirådgivare|Inköpare|Ekonomichef|Projektledare|Hållbarhetschef',
    ),
  },
  DK: {
    languages: ['da', 'da', 'da', 'en'],
    dialling: '+45',
    firstNames: named(
      'Freja Mette Lone Signe Kirsten Helle Camilla Ida Bente Louise Mads Jens Rasmus Søren Torben Kasper Niels Henrik Anders Morten',
    ),
    surnames: named(
      'Damkjær Thorndal Brøndlund Skovmose Lyngdahl Kildebæk Engholt Vesterbo Birkehøj Sandvang Mølbak Hedelund Østerkær Nørrelykke Rosenvang Græsholt Bækhave Stenmark',
    ),
    companies: [
      ['Brøndmose Gartneri ApS', 'Odense', 'Food', 55],
      ['Vesterlund Ejendomme A/S', 'København', 'Commercial property', 170],
      ['Kildehøj Plejecenter', 'Aarhus', 'Public buildings', 140],
      ['Sandbjerg Mejeri A.m.b.a.', 'Esbjerg', 'Food', 230],
      ['Lyngholm Datahus A/S', 'Fredericia', 'Data centres', 60],
      ['Engvang Boligforening', 'Aalborg', 'Housing', 40],
      ['Nordhavnen Kontorhotel ApS', 'København', 'Commercial property', 25],
      ['Mølledal Papir A/S', 'Randers', 'Industry', 290],
      ['Bakkegård Rådgivning ApS', 'Roskilde', 'Consulting', 18],
      ['Havdrup Svømmehal', 'Kolding', 'Public buildings', 22],
    ],
    titles: titled(
      'Driftsleder|Ejendomschef|Teknisk chef|Direktør|Energirådgiver|Indkøber|Økonomichef|Projektleder|Bæredygtighedschef',
    ),
  },
  FI: {
    languages: ['fi', 'fi', 'fi', 'sv', 'en'],
    dialling: '+358',
    firstNames: named(
      'Aino Helmi Kaisa Päivi Marjo Sanna Outi Riikka Tuula Anneli Tuomas Jukka Eero Antti Mikko Pekka Ville Juhani Heikki Lauri',
    ),
    surnames: named(
      'Rantala Lehtola Koskinurmi Harjunpelto Myllyranta Suvilahti Kuusivaara Niittyoja Peltosaari Haapakoivu Virtasalmi Kallioaho Jokivarsi Metsäpuro Tuulensuu Lampisuo Vuorikangas Hietarinne',
    ),
    companies: [
      ['Lohikallio Oy', 'Turku', 'Food', 110],
      ['Myllykaari Oy', 'Tampere', 'Commercial property', 200],
      ['Koivusuon Saha Oy', 'Joensuu', 'Industry', 340],
      ['Harjupuiston Kiinteistöt Oy', 'Helsinki', 'Commercial property', 150],
      ['Revonsaaren Hoivakoti Oy', 'Oulu', 'Public buildings', 95],
      ['Suvirannan Konesali Oy', 'Espoo', 'Data centres', 65],
      ['Niittylän Meijeri Oy', 'Lahti', 'Food', 170],
      ['Kaarnatien Asunnot Oy', 'Kuopio', 'Housing', 30],
      ['Peltovuoren Neuvonta Oy', 'Helsinki', 'Consulting', 26],
    ],
    titles: titled(
      'Kiinteistöpäällikkö|Käyttöpäällikkö|Tekninen johtaja|Toimitusjohtaja|Energianeuvoja|Ostaja|Talousjohtaja|Projektipäällikkö',
    ),
  },
}

function named(text: string): string[] {
  return text.split(' ')
}

function titled(text: string): string[] {
  return text.split('|')
}
