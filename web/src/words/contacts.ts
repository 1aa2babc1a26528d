// What the pages about contacts say.

const en = {
  title: 'Contacts',
  empty: 'No contacts are shown here yet',
  emptyDetail: 'Each person will stand here with what we may do.',
}

const nb: typeof en = {
  title: 'Kontakter',
  empty: 'Ingen kontakter vises her ennå',
  emptyDetail: 'Hver person vil stå her med hva vi har lov til.',
}

export const contactWords = { en, nb }
