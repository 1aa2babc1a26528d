// Calls of mail providers as their documentation shows them, signed as they sign: SES by SNS, SendGrid, Mailgun, Postmark.
import { createHmac, createPrivateKey, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

export type Call = { body: string; headers: Record<string, string> }

/** Stands for the certificate of SNS; valid for a hundred years, and of nobody. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIICrjCCAZYCAQEwDQYJKoZIhvcNAQELBQAwHDEaMBgGA1UEAwwRc25zLmFtYXpv
bmF3cy5jb20wIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBwxGjAY
BgNVBAMMEXNucy5hbWF6b25hd3MuY29tMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A
MIIBCgKCAQEA0I+JUM1D7pz3c4Uaqdq0+D02nG5b7QUL5XhMZGfzW//F9ip3X7rw
OTs3QcKJHej15MMVkHTlnLcS+v0R6iz23petPqOXC7rp8N7Mhs3queYQZHUM++2X
13+sKQuMkE6k4PgwDaRrmIrHqB2O/8x/E2dl9xzLC6iWuilh4JdUSHRQLmRKdi1n
sDt+ZqlEIAJ73gvR1IZK+SkfHZJiGWFrSWcPaHOlV5zF5w2rTlWnPsS5S559usI+
WPkiRKjEdo1lCuF0Tvze0nYep95AuAZO+/MDUJECl3rOJhYuz4y8UA3/8TuTP/SJ
+2jTNxQF5+LFUYMTbRTihRj2rvJ+4MwgjwIDAQABMA0GCSqGSIb3DQEBCwUAA4IB
AQDDbC35oWzR0i+CQZMU5UlUrC3W4g+h8hUASeIm/ojmhFnTJ2cK9j2/hSXpyVG+
G6XzB+ZEIrijIAD8ORhDX0ovbAVwWMpz9W5w+HQ5AjtTvXqTCCKOWJNDdDY6YQlf
bMDLtrJvEFMkLkWIr00uldeeNZPAYiZPtR5b71xH/0hoSfoAfuTob82TkdXwnOh6
AxRGkORXWFvh3sKkD/H5rKh+NcmdDVNo7bSZjX6G4ts96C+OckMu4nMCv4kzML5t
jk5AqPuiqg82y8JY455Bq9TLV0O0FB8Q90vu75fY91t8mjajfTiv9Nf0XBwQxpmF
vQA+d8r2riGDSDAqq3VEBLP3
-----END CERTIFICATE-----
`
const CERTIFICATE_KEY = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDQj4lQzUPunPdz
hRqp2rT4PTacblvtBQvleExkZ/Nb/8X2KndfuvA5OzdBwokd6PXkwxWQdOWctxL6
/RHqLPbel60+o5cLuunw3syGzeq55hBkdQz77ZfXf6wpC4yQTqTg+DANpGuYiseo
HY7/zH8TZ2X3HMsLqJa6KWHgl1RIdFAuZEp2LWewO35mqUQgAnveC9HUhkr5KR8d
kmIZYWtJZw9oc6VXnMXnDatOVac+xLlLnn26wj5Y+SJEqMR2jWUK4XRO/N7Sdh6n
3kC4Bk778wNQkQKXes4mFi7PjLxQDf/xO5M/9In7aNM3FAXn4sVRgxNtFOKFGPau
8n7gzCCPAgMBAAECggEAGDQIHfnsP8U0jFHukbahWMuVylqeTWfQBR3MU7yih9Mr
cJFmEBR8K1AdbgK68d8mphkjqAOA4Ap45+q1iQUV0ygsAUBv13smCf95Ic3ExzUV
Qus4igX9IJOe8ZZ3BgoyZS84OGUT3XyBhheEEFh1iNVvhllvkNdMQqdpxewZ6lxr
jBIE34x/9Iqwm0bDpbP/4YtJ3SRW86yPxp6bTE7r79DdHYqas1szcStKdOeKYreF
CnX8fs3Jio0tfk10/hkbtGcs0RV46P57WwgoXVj2zBRAPUhW3OoTk3JlizPYE7+I
BfLS6IW5vdmA0SWEYILXN3CmpcUf64Dz70pCYbYvmQKBgQDrLTtvcKIfTj3cTEF6
PHnSng3gdyJ2cpnFBr1982yHc2erZoJqilYKC88OY5etMCKqgUX+8Cxw+oGsrZ1S
fWydLv8FOCMTRw5faatQh99VMEUK7LrXLlAqZLmjcfHQbQaxyVwPyqO6HJ0TJQrv
yXg9RSlzlIAOg6ua+1ZM7e72GQKBgQDjBv9SOcnW5a4XCeH+SA3VYGaT3C4FkUwI
rT6enCECgkaEJ+uIdNrtl93WLsB906oGx6+GOGyxIkI1O6juAgLHkosycTwMZDH2
snWsILD57cZ/YbagGdlilsyuuNO/Jlg25cDjSwR/CJwqnZyVRJiNujDb/7OneCIH
j4UuzW6Q5wKBgB5ExRiTw5oJ5PZcrjTAYeGUzC5uxvW9zELKmksCsJ5CYT5zRCfY
RDioym6MrPHydxPA7bRhTyb/Zv9FnTEHyZn1eYc/cWxCwfvPyufjhQAe5VQBog6d
/F1od2gs+zWbQrhRNVMm/qmukxzqsJyqLpqcMziYDV9Q3R5maPYfzZjJAoGAd4ob
rmQXTzwo6qCdipLOFehomrp40R2sd3UhX8q95uBJ2RRcBMHi9O/eMwTy/k4RXPiQ
B5B2St7LFdSQIqKUbBlRigHtqGiplkhphXTBOxhkSHZe/vYdbLgSln1joWbDVESt
yACcIXebIyVSaZZw7U94op6FLk0nPevoKLiq20kCgYEAjbLtkNJoD6Nf8vY8nJFU
LzEH0sivA7YImArpjQkwGunWGY5e0qEMVFJGpX8vHLWV7RGX1Z8owUXga4UXP+af
PCbOdrs5bTwfhYq5uGCmjD4HomLLCnzqfF1inAWl1cSBfNpdPeHk+DwFHnWQHnuk
TYvsSCySEfctxRGsmsWNqYM=
-----END PRIVATE KEY-----
`)

export const TOPIC = 'arn:aws:sns:eu-north-1:123456789012:bounces'
const CERTIFICATE_URL = `https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-${'0'.repeat(32)}.pem`
const SIGNED = ['Message', 'MessageId', 'SubscribeURL', 'Subject', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const

export function snsCall(message: object | string, at: Date, changes: Record<string, string> = {}, version = '1'): Call {
  const fields: Record<string, string> = {
    Type: 'Notification',
    MessageId: randomBytes(16).toString('hex'),
    TopicArn: TOPIC,
    Subject: 'Amazon SES Email Event Notification',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: at.toISOString(),
    SignatureVersion: version,
    SigningCertURL: CERTIFICATE_URL,
    ...changes,
  }
  const text = SIGNED.map((name) => (fields[name] === undefined ? '' : `${name}\n${fields[name]}\n`)).join('')
  const Signature = createSign(version === '2' ? 'sha256' : 'sha1')
    .update(text)
    .sign(CERTIFICATE_KEY, 'base64')
  const headers = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': fields.Type ?? '' }
  return { body: JSON.stringify({ ...fields, Signature }), headers }
}

type SesMail = { source?: string; headers?: { name: string; value: string }[]; messageId?: string }
const sesMail = (to: string, mail: SesMail) => ({
  timestamp: '2016-01-27T14:59:38.237Z',
  source: 'john@vidjevik.example',
  sourceArn: 'arn:aws:ses:us-east-1:888888888888:identity/vidjevik.example',
  sourceIp: '127.0.3.0',
  sendingAccountId: '123456789012',
  callerIdentity: 'IAM_user_or_role_name',
  messageId: '00000138111222aa-33322211-cccc-cccc-cccc-ddddaaaa0680-000000',
  destination: [to],
  headersTruncated: false,
  ...mail,
})

export const sesBounce = (to: string, mail: SesMail, changes: object = {}) => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    reportingMTA: 'dns; email.vidjevik.example',
    bouncedRecipients: [
      {
        emailAddress: to,
        status: '5.1.1',
        action: 'failed',
        diagnosticCode: `smtp; 550 5.1.1 <${to}>... User unknown`,
      },
    ],
    bounceSubType: 'General',
    timestamp: '2016-01-27T14:59:38.237Z',
    feedbackId: '00000138111222aa-33322211-cccc-cccc-cccc-ddddaaaa068a-000000',
    remoteMtaIp: '127.0.2.0',
    ...changes,
  },
  mail: sesMail(to, mail),
})

export const sesComplaint = (to: string, mail: SesMail) => ({
  eventType: 'Complaint',
  complaint: {
    userAgent: 'AnyCompany Feedback Loop (V0.01)',
    complainedRecipients: [{ emailAddress: to }],
    complaintFeedbackType: 'abuse',
    arrivalDate: '2016-01-27T14:59:38.237Z',
    timestamp: '2016-01-27T14:59:38.237Z',
    feedbackId: '000001378603177f-18c07c78-fa81-4a58-9dd1-fedc3cb8f49a-000000',
  },
  mail: sesMail(to, mail),
})

const sendGrid = generateKeyPairSync('ec', { namedCurve: 'P-256' })
/** As SendGrid shows it. */
export const SENDGRID_KEY = sendGrid.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

export function sendGridCall(events: object[], at: Date): Call {
  const body = JSON.stringify(events)
  const timestamp = String(Math.floor(+at / 1000))
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': createSign('sha256')
        .update(timestamp + body)
        .sign(sendGrid.privateKey, 'base64'),
    },
  }
}

export const sendGridEvent = (email: string, messageId: string, changes: object) => ({
  email,
  timestamp: 1513299569,
  'smtp-id': `<${messageId}@vidjevik.example>`,
  category: 'cat facts',
  sg_event_id: randomBytes(8).toString('hex'),
  sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
  ...changes,
})

export const MAILGUN_KEY = 'key-only-for-tests-0123456789'

export function mailgunCall(eventData: object, at: Date, key = MAILGUN_KEY): Call {
  const [timestamp, token] = [String(Math.floor(+at / 1000)), randomBytes(25).toString('hex')]
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex')
  const body = JSON.stringify({ signature: { timestamp, token, signature }, 'event-data': eventData })
  return { body, headers: { 'content-type': 'application/json' } }
}

export const mailgunFailure = (recipient: string, messageId: string, changes: object = {}) => ({
  event: 'failed',
  severity: 'permanent',
  reason: 'bounce',
  id: 'G9Bn5sl1TC6nu79C8C0bwg',
  'log-level': 'error',
  recipient,
  'recipient-domain': recipient.split('@')[1],
  envelope: { sender: 'post@vidjevik.example', transport: 'smtp', targets: recipient },
  flags: { 'is-routed': false, 'is-authenticated': true, 'is-system-test': false, 'is-test-mode': false },
  'delivery-status': {
    'attempt-no': 1,
    message: '5.1.1 The email account that you tried to reach does not exist.',
    code: 550,
    description: '',
    'enhanced-code': '5.1.1',
    'session-seconds': 0.43,
  },
  message: {
    headers: {
      to: recipient,
      'message-id': `${messageId}@vidjevik.example`,
      from: 'post@vidjevik.example',
      subject: 'Test',
    },
    attachments: [],
    size: 111,
  },
  ...changes,
})

export const postmarkCall = (event: object, userAndPassword: string): Call => ({
  body: JSON.stringify(event),
  headers: {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(userAndPassword).toString('base64')}`,
  },
})

export const postmarkBounce = (email: string, changes: object = {}) => ({
  RecordType: 'Bounce',
  MessageStream: 'outbound',
  ID: 42,
  Type: 'HardBounce',
  TypeCode: 1,
  Name: 'Hard bounce',
  Tag: 'Test',
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  Metadata: { a_key: 'a_value' },
  ServerID: 23,
  Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
  Details: 'smtp;550 5.1.1 The email account that you tried to reach does not exist.',
  Email: email,
  From: 'post@vidjevik.example',
  BouncedAt: '2019-11-05T16:33:54.9070259Z',
  DumpAvailable: true,
  Inactive: true,
  CanActivate: true,
  Subject: 'Test subject',
  ...changes,
})
