// What people read when the demo company asks for a yes, in six languages. Short, exact, one purpose at a time; each
// says how to stop. Changing a word here changes nothing in a database that is already there.

import type { Channel } from '../consent/index.ts'

export const TEXT_LANGUAGES = ['nb', 'nn', 'sv', 'da', 'fi', 'en'] as const
export type TextLanguage = (typeof TEXT_LANGUAGES)[number]

type Said = { name: string; text: string }
export type PurposePlan = {
  key: string
  /** What it is called in the product. */
  name: string
  kind: 'marketing' | 'tracking' | 'profiling' | 'sales' | 'phone'
  channels: Channel[]
  validityMonths: number | null
  texts: Record<TextLanguage, Said>
}

export const PURPOSES: PurposePlan[] = [
  {
    key: 'product_news',
    name: 'Product news',
    kind: 'marketing',
    channels: ['email'],
    validityMonths: 24,
    texts: {
      nb: {
        name: 'Produktnyheter',
        text: 'Ja, send meg e-post når Vidjevik har noe nytt, høyst to ganger i måneden. Du kan stoppe når du vil, i hver e-post. Ditt ja varer i to år.',
      },
      nn: {
        name: 'Produktnyheiter',
        text: 'Ja, send meg e-post når Vidjevik har noko nytt, høgst to gonger i månaden. Du kan stoppe når du vil, i kvar e-post. Ditt ja varer i to år.',
      },
      sv: {
        name: 'Produktnyheter',
        text: 'Ja, skicka mig e-post när Vidjevik har något nytt, högst två gånger i månaden. Du kan sluta när du vill, i varje mejl. Ditt ja gäller i två år.',
      },
      da: {
        name: 'Produktnyheder',
        text: 'Ja, send mig en mail, når Vidjevik har noget nyt, højst to gange om måneden. Du kan stoppe, når du vil, i hver mail. Dit ja gælder i to år.',
      },
      fi: {
        name: 'Tuoteuutiset',
        text: 'Kyllä, lähettäkää minulle sähköpostia, kun Vidjevikillä on jotain uutta, enintään kaksi kertaa kuussa. Voit lopettaa milloin tahansa jokaisesta viestistä. Suostumus on voimassa kaksi vuotta.',
      },
      en: {
        name: 'Product news',
        text: 'Yes, mail me when Vidjevik has something new, at most twice a month. You can stop at any time, in every mail. Your yes lasts two years.',
      },
    },
  },
  {
    key: 'newsletter',
    name: 'Newsletter',
    kind: 'marketing',
    channels: ['email'],
    validityMonths: null,
    texts: {
      nb: {
        name: 'Nyhetsbrev',
        text: 'Ja, send meg nyhetsbrevet fra Vidjevik: én e-post i måneden om energibruk i bygg. Du kan stoppe når du vil, i hver e-post.',
      },
      nn: {
        name: 'Nyheitsbrev',
        text: 'Ja, send meg nyheitsbrevet frå Vidjevik: éin e-post i månaden om energibruk i bygg. Du kan stoppe når du vil, i kvar e-post.',
      },
      sv: {
        name: 'Nyhetsbrev',
        text: 'Ja, skicka mig Vidjeviks nyhetsbrev: ett mejl i månaden om energi i byggnader. Du kan sluta när du vill, i varje mejl.',
      },
      da: {
        name: 'Nyhedsbrev',
        text: 'Ja, send mig nyhedsbrevet fra Vidjevik: én mail om måneden om energi i bygninger. Du kan stoppe, når du vil, i hver mail.',
      },
      fi: {
        name: 'Uutiskirje',
        text: 'Kyllä, lähettäkää minulle Vidjevikin uutiskirje: yksi sähköposti kuussa rakennusten energiankäytöstä. Voit lopettaa milloin tahansa jokaisesta viestistä.',
      },
      en: {
        name: 'Newsletter',
        text: 'Yes, send me the newsletter of Vidjevik: one mail a month about energy in buildings. You can stop at any time, in every mail.',
      },
    },
  },
  {
    key: 'events',
    name: 'Events',
    kind: 'marketing',
    channels: ['email'],
    validityMonths: 24,
    texts: {
      nb: {
        name: 'Kurs og webinarer',
        text: 'Ja, inviter meg på e-post til kurs og webinarer hos Vidjevik. Du kan stoppe når du vil, i hver e-post. Ditt ja varer i to år.',
      },
      nn: {
        name: 'Kurs og webinar',
        text: 'Ja, inviter meg på e-post til kurs og webinar hos Vidjevik. Du kan stoppe når du vil, i kvar e-post. Ditt ja varer i to år.',
      },
      sv: {
        name: 'Kurser och webbinarier',
        text: 'Ja, bjud in mig via e-post till kurser och webbinarier hos Vidjevik. Du kan sluta när du vill, i varje mejl. Ditt ja gäller i två år.',
      },
      da: {
        name: 'Kurser og webinarer',
        text: 'Ja, inviter mig på mail til kurser og webinarer hos Vidjevik. Du kan stoppe, når du vil, i hver mail. Dit ja gælder i to år.',
      },
      fi: {
        name: 'Koulutukset ja webinaarit',
        text: 'Kyllä, kutsukaa minut sähköpostitse Vidjevikin koulutuksiin ja webinaareihin. Voit lopettaa milloin tahansa jokaisesta viestistä. Suostumus on voimassa kaksi vuotta.',
      },
      en: {
        name: 'Courses and webinars',
        text: 'Yes, invite me by mail to courses and webinars of Vidjevik. You can stop at any time, in every mail. Your yes lasts two years.',
      },
    },
  },
  {
    key: 'share_with_sales',
    name: 'Share with sales',
    kind: 'sales',
    channels: ['email'],
    validityMonths: null,
    texts: {
      nb: {
        name: 'Selger',
        text: 'Ja, en selger hos Vidjevik kan se hva jeg er interessert i, og skrive til meg. Du kan trekke det tilbake når du vil på siden «Dine valg».',
      },
      nn: {
        name: 'Seljar',
        text: 'Ja, ein seljar hos Vidjevik kan sjå kva eg er interessert i, og skrive til meg. Du kan trekkje det tilbake når du vil på sida «Vala dine».',
      },
      sv: {
        name: 'Säljare',
        text: 'Ja, en säljare hos Vidjevik får se vad jag är intresserad av och skriva till mig. Du kan ta tillbaka det när du vill på sidan ”Dina val”.',
      },
      da: {
        name: 'Sælger',
        text: 'Ja, en sælger hos Vidjevik må se, hvad jeg er interesseret i, og skrive til mig. Du kan trække det tilbage, når du vil, på siden »Dine valg«.',
      },
      fi: {
        name: 'Myyjä',
        text: 'Kyllä, Vidjevikin myyjä saa nähdä, mistä olen kiinnostunut, ja kirjoittaa minulle. Voit peruuttaa tämän milloin tahansa sivulla ”Valintasi”.',
      },
      en: {
        name: 'Sales',
        text: 'Yes, a seller at Vidjevik may see what interests me and write to me. You can withdraw this at any time on the page “Your choices”.',
      },
    },
  },
  {
    key: 'phone_follow_up',
    name: 'Phone follow-up',
    kind: 'phone',
    channels: ['phone'],
    validityMonths: 12,
    texts: {
      nb: {
        name: 'Telefon',
        text: 'Ja, en selger hos Vidjevik kan ringe meg om det jeg har spurt om. Du kan trekke det tilbake når du vil på siden «Dine valg». Ditt ja varer i ett år.',
      },
      nn: {
        name: 'Telefon',
        text: 'Ja, ein seljar hos Vidjevik kan ringje meg om det eg har spurt om. Du kan trekkje det tilbake når du vil på sida «Vala dine». Ditt ja varer i eitt år.',
      },
      sv: {
        name: 'Telefon',
        text: 'Ja, en säljare hos Vidjevik får ringa mig om det jag har frågat om. Du kan ta tillbaka det när du vill på sidan ”Dina val”. Ditt ja gäller i ett år.',
      },
      da: {
        name: 'Telefon',
        text: 'Ja, en sælger hos Vidjevik må ringe til mig om det, jeg har spurgt om. Du kan trække det tilbage, når du vil, på siden »Dine valg«. Dit ja gælder i et år.',
      },
      fi: {
        name: 'Puhelin',
        text: 'Kyllä, Vidjevikin myyjä saa soittaa minulle siitä, mitä olen kysynyt. Voit peruuttaa tämän milloin tahansa sivulla ”Valintasi”. Suostumus on voimassa vuoden.',
      },
      en: {
        name: 'Phone',
        text: 'Yes, a seller at Vidjevik may call me about what I have asked for. You can withdraw this at any time on the page “Your choices”. Your yes lasts one year.',
      },
    },
  },
  {
    key: 'tracking',
    name: 'Tracking',
    kind: 'tracking',
    channels: ['email', 'web'],
    validityMonths: null,
    texts: {
      nb: {
        name: 'Sporing',
        text: 'Ja, Vidjevik kan se hva jeg åpner og klikker på. Sier du nei, får du akkurat det samme, uten sporing. Du kan trekke det tilbake når du vil.',
      },
      nn: {
        name: 'Sporing',
        text: 'Ja, Vidjevik kan sjå kva eg opnar og klikkar på. Seier du nei, får du akkurat det same, utan sporing. Du kan trekkje det tilbake når du vil.',
      },
      sv: {
        name: 'Spårning',
        text: 'Ja, Vidjevik får se vad jag öppnar och klickar på. Säger du nej får du precis detsamma, utan spårning. Du kan ta tillbaka det när du vill.',
      },
      da: {
        name: 'Sporing',
        text: 'Ja, Vidjevik må se, hvad jeg åbner og klikker på. Siger du nej, får du præcis det samme, uden sporing. Du kan trække det tilbage, når du vil.',
      },
      fi: {
        name: 'Seuranta',
        text: 'Kyllä, Vidjevik saa nähdä, mitä avaan ja napsautan. Jos vastaat ei, saat täsmälleen samat viestit ilman seurantaa. Voit peruuttaa tämän milloin tahansa.',
      },
      en: {
        name: 'Tracking',
        text: 'Yes, Vidjevik may see what I open and click. If you say no, you get exactly the same, without tracking. You can withdraw this at any time.',
      },
    },
  },
  {
    key: 'profiling',
    name: 'Profiling',
    kind: 'profiling',
    channels: ['web'],
    validityMonths: null,
    texts: {
      nb: {
        name: 'Poeng',
        text: 'Ja, Vidjevik kan gi meg poeng etter det jeg gjør, så selgeren vet hva jeg er opptatt av. Du kan be om å få se poengene dine, og trekke det tilbake når du vil.',
      },
      nn: {
        name: 'Poeng',
        text: 'Ja, Vidjevik kan gi meg poeng etter det eg gjer, så seljaren veit kva eg er oppteken av. Du kan be om å få sjå poenga dine, og trekkje det tilbake når du vil.',
      },
      sv: {
        name: 'Poäng',
        text: 'Ja, Vidjevik får ge mig poäng efter vad jag gör, så att säljaren vet vad jag bryr mig om. Du kan be att få se dina poäng och ta tillbaka det när du vill.',
      },
      da: {
        name: 'Point',
        text: 'Ja, Vidjevik må give mig point efter det, jeg gør, så sælgeren ved, hvad jeg er optaget af. Du kan bede om at se dine point og trække det tilbage, når du vil.',
      },
      fi: {
        name: 'Pisteet',
        text: 'Kyllä, Vidjevik saa antaa minulle pisteitä sen mukaan, mitä teen, jotta myyjä tietää, mikä minua kiinnostaa. Voit pyytää nähdä pisteesi ja peruuttaa tämän milloin tahansa.',
      },
      en: {
        name: 'Points',
        text: 'Yes, Vidjevik may give me points for what I do, so that the seller knows what matters to me. You can ask to see your points, and withdraw this at any time.',
      },
    },
  },
  {
    key: 'sms_reminders',
    name: 'Course reminders',
    kind: 'marketing',
    channels: ['sms'],
    validityMonths: 24,
    texts: {
      nb: {
        name: 'Påminnelser om kurs',
        text: 'Ja, send meg SMS før kurs og webinarer hos Vidjevik. Svar STOPP når du vil slippe. Ditt ja varer i to år.',
      },
      nn: {
        name: 'Påminningar om kurs',
        text: 'Ja, send meg SMS før kurs og webinar hos Vidjevik. Svar STOPP når du vil sleppe. Ditt ja varer i to år.',
      },
      sv: {
        name: 'Påminnelser om kurser',
        text: 'Ja, skicka sms till mig före kurser och webbinarier hos Vidjevik. Svara STOPP när du vill slippa. Ditt ja gäller i två år.',
      },
      da: {
        name: 'Påmindelser om kurser',
        text: 'Ja, send mig sms før kurser og webinarer hos Vidjevik. Svar STOP, når du vil slippe. Dit ja gælder i to år.',
      },
      fi: {
        name: 'Kurssimuistutukset',
        text: 'Kyllä, lähettäkää minulle tekstiviesti ennen Vidjevikin koulutuksia ja webinaareja. Vastaa SEIS, kun haluat lopettaa. Suostumus on voimassa kaksi vuotta.',
      },
      en: {
        name: 'Course reminders',
        text: 'Yes, send me an SMS before courses and webinars of Vidjevik. Reply STOP when you want no more. Your yes lasts two years.',
      },
    },
  },
]
