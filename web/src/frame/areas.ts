// The places of the app: what they are called, where they are, and whose they are. The side, the search and the doors read this list.
import {
  IconAdjustments,
  IconBuilding,
  IconCalendar,
  IconChartBar,
  IconDeviceMobile,
  IconFilter,
  IconFlag,
  IconFlame,
  IconForms,
  IconInbox,
  IconMail,
  IconMessage,
  IconMessageQuestion,
  IconPhoneOff,
  IconReceipt,
  IconShield,
  IconSitemap,
  IconSpeakerphone,
  IconStack2,
  IconUser,
  IconWebhook,
  IconWorldWww,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Role } from '../session.ts'

export type AreaId =
  | 'today'
  | 'campaigns'
  | 'workflows'
  | 'segments'
  | 'forms'
  | 'contacts'
  | 'ranking'
  | 'leads'
  | 'replies'
  | 'purposes'
  | 'senders'
  | 'privacy'
  | 'messages'
  | 'registers'
  | 'webhooks'
  | 'questions'
  | 'serviceMails'
  | 'settings'
  | 'advertising'
  | 'webPages'
  | 'mailbox'
  | 'phone'
export type SectionId = 'reach' | 'people' | 'consent' | 'results' | 'demo'

export type Area = {
  id: AreaId
  path: string
  icon: ComponentType<{ size?: number; stroke?: number; className?: string; 'aria-hidden'?: boolean }>
  /** Who sees it; an admin sees everything. */
  roles: Role[]
  section: SectionId | null
  /** A page of the server, outside this app. */
  isOutside?: boolean
}

const everybody: Role[] = ['marketer', 'seller', 'privacy_officer']

export const AREAS: Area[] = [
  { id: 'today', path: '/', icon: IconCalendar, roles: ['marketer', 'privacy_officer'], section: null },
  { id: 'campaigns', path: '/campaigns', icon: IconMail, roles: ['marketer'], section: 'reach' },
  { id: 'workflows', path: '/workflows', icon: IconSitemap, roles: ['marketer'], section: 'reach' },
  { id: 'segments', path: '/segments', icon: IconFilter, roles: ['marketer'], section: 'reach' },
  {
    id: 'advertising',
    path: '/advertising',
    icon: IconSpeakerphone,
    roles: ['marketer', 'privacy_officer'],
    section: 'reach',
  },
  { id: 'webPages', path: '/web-pages', icon: IconWorldWww, roles: ['marketer'], section: 'reach' },
  { id: 'forms', path: '/forms', icon: IconForms, roles: ['marketer'], section: 'reach' },
  { id: 'contacts', path: '/contacts', icon: IconUser, roles: everybody, section: 'people' },
  { id: 'ranking', path: '/ranking', icon: IconFlame, roles: ['marketer', 'seller'], section: 'people' },
  { id: 'leads', path: '/leads', icon: IconFlag, roles: ['marketer', 'seller'], section: 'people' },
  { id: 'replies', path: '/replies', icon: IconMessage, roles: everybody, section: 'people' },
  { id: 'purposes', path: '/purposes', icon: IconShield, roles: ['marketer', 'privacy_officer'], section: 'consent' },
  { id: 'senders', path: '/senders', icon: IconBuilding, roles: ['marketer', 'privacy_officer'], section: 'consent' },
  { id: 'privacy', path: '/privacy', icon: IconStack2, roles: ['privacy_officer'], section: 'consent' },
  {
    id: 'registers',
    path: '/registers',
    icon: IconPhoneOff,
    roles: ['marketer', 'privacy_officer'],
    section: 'consent',
  },
  {
    id: 'questions',
    path: '/questions',
    icon: IconMessageQuestion,
    roles: ['marketer', 'privacy_officer'],
    section: 'consent',
  },
  { id: 'webhooks', path: '/webhooks', icon: IconWebhook, roles: ['privacy_officer'], section: 'consent' },
  {
    id: 'serviceMails',
    path: '/service-mails',
    icon: IconReceipt,
    roles: ['marketer', 'privacy_officer'],
    section: 'consent',
  },
  {
    id: 'settings',
    path: '/settings',
    icon: IconAdjustments,
    roles: ['marketer', 'privacy_officer'],
    section: 'consent',
  },
  { id: 'messages', path: '/messages', icon: IconChartBar, roles: ['marketer', 'privacy_officer'], section: 'results' },
]

/** The built-in mailbox of a demo, drawn by the server. */
export const MAILBOX: Area = {
  id: 'mailbox',
  path: '/mailbox',
  icon: IconInbox,
  roles: everybody,
  section: 'demo',
  isOutside: true,
}

/** The built-in phone of a demo, drawn by the server. */
export const PHONE: Area = {
  id: 'phone',
  path: '/phone',
  icon: IconDeviceMobile,
  roles: everybody,
  section: 'demo',
  isOutside: true,
}

export const maySee = (area: Area, role: Role) => role === 'admin' || area.roles.includes(role)

/** The area a path belongs to, if it belongs to one. */
export function findArea(path: string): Area | undefined {
  return AREAS.find((area) =>
    area.path === '/' ? path === '/' : path === area.path || path.startsWith(`${area.path}/`),
  )
}

/** Where a person of this role begins. */
export const firstPathOf = (role: Role) => (role === 'seller' ? '/leads' : '/')
