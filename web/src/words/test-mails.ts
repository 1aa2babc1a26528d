// What is said of test mails.
const en = {
  send: 'Send a test',
  title: 'Send a test',
  detail:
    'The mail as it stands, with [Test] before its subject. Only people who sign in here can get it, never a contact.',
  to: 'To',
  as: 'Written for',
  asSelf: 'Each of them',
  sendTo: (count: string, one: boolean) => (one ? 'Send to 1 colleague' : `Send to ${count} colleagues`),
  last: 'The last test mails',
  states: { waiting: 'In line', sent: 'Sent', failed: 'Not sent' },
}

const nb: typeof en = {
  send: 'Send en prøve',
  title: 'Send en prøve',
  detail:
    'E-posten slik den er nå, med [Test] foran emnet. Bare folk som logger inn her, kan få den, aldri en kontakt.',
  to: 'Til',
  as: 'Skrevet for',
  asSelf: 'Hver av dem',
  sendTo: (count, one) => (one ? 'Send til 1 kollega' : `Send til ${count} kolleger`),
  last: 'De siste prøvene',
  states: { waiting: 'I kø', sent: 'Sendt', failed: 'Ikke sendt' },
}

export const testMailWords = { en, nb }
