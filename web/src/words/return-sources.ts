// What the page about mail that came back says of the providers that tell of it and of the mailboxes that are read for it.

const en = {
  heading: 'Where else it is heard',
  what: 'Where else it is heard',
  detail:
    'Where mail goes out through a provider, it is the provider that learns of bounces and complaints. It passes them on by a webhook. Each call has to prove that it is theirs; what is forged, old or repeated changes nothing. Where a mailbox is all there is, it is read every minute.',
  none: 'No provider tells us anything yet, and no mailbox is read.',
  adminOnly: 'An administrator adds providers and mailboxes.',
  kind: {
    ses: 'Amazon SES',
    sendgrid: 'SendGrid',
    mailgun: 'Mailgun',
    postmark: 'Postmark',
    imap: 'A mailbox, by IMAP',
  },
  fault: {
    unreachable: 'The server cannot be reached',
    login: 'The server refuses user or password',
    folder: 'There is no such folder',
  } as Record<string, string>,
  heard: 'Is heard',
  notYet: 'Not heard yet',
  last: 'Last',
  refused: 'A call did not prove that it is theirs',
  refusedDetail: {
    ses: 'Check that the topic here is the one that calls.',
    sendgrid: 'Check that Signed Event Webhook is on and that the key here is the one shown beside it.',
    mailgun: 'Check that the key here is the HTTP webhook signing key, not the API key.',
    postmark:
      'Check that the address at Postmark holds the user and the password. Remove this one and add it again if it is lost.',
  },
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}`,
  removeDetail: 'Nothing that it tells counts from then on. What it has told already stays.',
  removeButton: 'Remove',
  add: 'Add a provider or a mailbox',
  addThis: 'Add',
  provider: 'Which',
  proof: { topic: 'ARN of the SNS topic', publicKey: 'Verification key', signingKey: 'HTTP webhook signing key' },
  proofHint: {
    topic:
      'SES publishes bounces and complaints to it, best with the original headers. Its subscription is confirmed by itself.',
    publicKey: 'Mail Settings, Event Webhook, Signature Verification.',
    signingKey: 'Account, API Security. It is kept sealed and is not shown again.',
  },
  postmarkHint: 'Postmark does not sign. It gets an address with a password of its own.',
  imapHint:
    'Mail that comes back lands in it: it is the address of the sender, or INBOUND_DOMAIN leads there. It is only read; nothing in it is changed.',
  mailbox: {
    host: 'Server',
    port: 'Port',
    isSecure: 'Encrypted from the start (TLS)',
    isSecureHint: 'Otherwise by STARTTLS; without either, nothing is read.',
    user: 'User',
    password: 'Password',
    folder: 'Folder',
  },
  needed: {
    topic: 'Write the ARN of the topic.',
    publicKey: 'Copy the verification key.',
    signingKey: 'Copy the signing key.',
    host: 'Write the name of the server.',
    user: 'Write the user.',
    password: 'Write the password.',
    folder: 'Write the folder.',
  },
  added: {
    ses: 'Subscribe this address to the topic, by HTTPS and without raw message delivery.',
    sendgrid:
      'Enter this address as HTTP Post URL of the event webhook, with bounced, dropped, spam reports and unsubscribes.',
    mailgun: 'Enter this address for permanent failure, temporary failure, spam complaints and unsubscribes.',
    postmark:
      'Enter this address as webhook for bounces, spam complaints and subscription changes, with the content of the mail. It holds the password and is shown this once; copy it now.',
    imap: 'It is read within a minute.',
  },
}

const nb: typeof en = {
  heading: 'Hvor det ellers blir hørt',
  what: 'Hvor det ellers blir hørt',
  detail:
    'Der e-post går ut gjennom en leverandør, er det leverandøren som får vite om returer og klager. Den forteller det videre med en webhook. Hvert kall må vise at det er deres; det som er forfalsket, gammelt eller gjentatt, endrer ingenting. Der en postkasse er alt man har, leses den hvert minutt.',
  none: 'Ingen leverandør forteller oss noe ennå, og ingen postkasse leses.',
  adminOnly: 'En administrator legger til leverandører og postkasser.',
  kind: {
    ses: 'Amazon SES',
    sendgrid: 'SendGrid',
    mailgun: 'Mailgun',
    postmark: 'Postmark',
    imap: 'En postkasse, med IMAP',
  },
  fault: {
    unreachable: 'Tjeneren kan ikke nås',
    login: 'Tjeneren avviser bruker eller passord',
    folder: 'Det finnes ingen slik mappe',
  },
  heard: 'Blir hørt',
  notYet: 'Ikke hørt ennå',
  last: 'Sist',
  refused: 'Et kall viste ikke at det var deres',
  refusedDetail: {
    ses: 'Se etter at emnet her er det som kaller.',
    sendgrid: 'Se etter at Signed Event Webhook er på, og at nøkkelen her er den som står ved siden av.',
    mailgun: 'Se etter at nøkkelen her er HTTP webhook signing key og ikke API-nøkkelen.',
    postmark:
      'Se etter at adressen hos Postmark har bruker og passord. Er det tapt, fjern denne og legg den til på nytt.',
  },
  remove: 'Fjern',
  removeTitle: (name) => `Fjern ${name}`,
  removeDetail: 'Ingenting den forteller, teller fra da av. Det den har fortalt, blir stående.',
  removeButton: 'Fjern',
  add: 'Legg til en leverandør eller en postkasse',
  addThis: 'Legg til',
  provider: 'Hvilken',
  proof: { topic: 'ARN for SNS-emnet', publicKey: 'Verification key', signingKey: 'HTTP webhook signing key' },
  proofHint: {
    topic:
      'SES melder returer og klager dit, helst med de opprinnelige hodefeltene. Abonnementet bekreftes av seg selv.',
    publicKey: 'Mail Settings, Event Webhook, Signature Verification.',
    signingKey: 'Account, API Security. Den lagres forseglet og vises ikke igjen.',
  },
  postmarkHint: 'Postmark signerer ikke. Den får en adresse med et eget passord.',
  imapHint:
    'E-post som kommer tilbake, havner i den: den er avsenderens adresse, eller INBOUND_DOMAIN leder dit. Den blir bare lest; ingenting i den endres.',
  mailbox: {
    host: 'Tjener',
    port: 'Port',
    isSecure: 'Kryptert fra starten (TLS)',
    isSecureHint: 'Ellers med STARTTLS; uten noen av dem leses ingenting.',
    user: 'Bruker',
    password: 'Passord',
    folder: 'Mappe',
  },
  needed: {
    topic: 'Skriv ARN for emnet.',
    publicKey: 'Kopier verification key.',
    signingKey: 'Kopier signing key.',
    host: 'Skriv navnet på tjeneren.',
    user: 'Skriv brukeren.',
    password: 'Skriv passordet.',
    folder: 'Skriv mappen.',
  },
  added: {
    ses: 'La denne adressen abonnere på emnet, med HTTPS og uten raw message delivery.',
    sendgrid:
      'Skriv denne adressen som HTTP Post URL for event webhook, med bounced, dropped, spam reports og unsubscribes.',
    mailgun: 'Skriv denne adressen for permanent failure, temporary failure, spam complaints og unsubscribes.',
    postmark:
      'Skriv denne adressen som webhook for bounces, spam complaints og subscription changes, med innholdet i e-posten. Den har passordet i seg og vises bare nå; kopier den.',
    imap: 'Den leses innen et minutt.',
  },
}

export const returnSourceWords = { en, nb }
