// What sellers are told of people who were handed to them.
type Type = 'erased' | 'rectified' | 'restricted' | 'unrestricted'
type Lines = Record<Type, string>

const en = {
  somebody: 'A person whom you were given',
  title: {
    erased: (who) => `${who} has been erased`,
    rectified: (who) => `${who} has been corrected`,
    restricted: (who) => `${who} may not be worked with for now`,
    unrestricted: (who) => `${who} may be worked with again`,
  } as Record<Type, (who: string) => string>,
  detail: {
    erased: 'Delete what you keep yourself: notes, calendar, phone, mail. The name here goes when you confirm.',
    rectified: 'Something we told you was wrong. Open the contact and mend your own notes.',
    restricted: 'They have asked that what we know is kept and not used. Leave it until you hear more.',
    unrestricted: 'The restriction has been lifted. What they allow holds again.',
  } as Lines,
  confirm: {
    erased: 'I have deleted it',
    rectified: 'I have mended it',
    restricted: 'I leave it',
    unrestricted: 'I have seen it',
  } as Lines,
}

const nb: typeof en = {
  somebody: 'En person du har fått',
  title: {
    erased: (who) => `${who} er slettet`,
    rectified: (who) => `${who} er rettet`,
    restricted: (who) => `${who} skal ikke jobbes med nå`,
    unrestricted: (who) => `${who} kan jobbes med igjen`,
  },
  detail: {
    erased: 'Slett det du har selv: notater, kalender, telefon, e-post. Navnet her forsvinner når du bekrefter.',
    rectified: 'Noe vi fortalte deg, var feil. Åpne kontakten, og rett dine egne notater.',
    restricted: 'Personen har bedt om at det vi vet, lagres og ikke brukes. La det ligge til du hører mer.',
    unrestricted: 'Begrensningen er opphevet. Det personen tillater, gjelder igjen.',
  },
  confirm: {
    erased: 'Jeg har slettet det',
    rectified: 'Jeg har rettet det',
    restricted: 'Jeg lar det ligge',
    unrestricted: 'Jeg har sett det',
  },
}

export const leadNoticeWords = { en, nb }
