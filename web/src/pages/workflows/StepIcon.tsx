// The icon of each kind of step, the same on the canvas, in the list and in the menu.
import {
  IconArrowBarToRight,
  IconArrowsSplit2,
  IconClock,
  IconFlag,
  IconForms,
  IconMail,
  IconMessageQuestion,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { StepKind } from './workflow.ts'

const ICONS = {
  start: IconForms,
  wait: IconClock,
  branch: IconArrowsSplit2,
  send_campaign: IconMail,
  ask_consent: IconMessageQuestion,
  hand_to_sales: IconArrowBarToRight,
  end: IconFlag,
} as const satisfies Record<StepKind | 'start', ComponentType<IconProps>>

export function StepIcon({ kind }: { kind: StepKind | 'start' }) {
  const Icon = ICONS[kind]
  return <Icon className="icon dim" size={16} stroke={1.5} aria-hidden />
}
