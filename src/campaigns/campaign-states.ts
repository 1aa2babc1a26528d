// What a campaign can be, and what may be done with it then. A mail that people may be getting is never changed.

/** The clock of campaigns. */
export const START_JOB = 'campaigns.start-due'

export const CAMPAIGN_STATES = ['draft', 'ready', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

export type CampaignAction =
  | 'edit'
  | 'remove'
  | 'schedule'
  | 'move'
  | 'make_ready'
  | 'take_back'
  | 'pause'
  | 'resume'
  | 'cancel'

/** Where each action is possible. `ready` is for workflows: they go on with the version that was published last. */
export const POSSIBLE: Record<CampaignAction, readonly CampaignState[]> = {
  edit: ['draft', 'ready'],
  remove: ['draft'],
  schedule: ['draft'],
  move: ['scheduled'],
  make_ready: ['draft', 'ready'],
  take_back: ['scheduled', 'ready', 'paused'],
  pause: ['scheduled', 'ready', 'sending'],
  resume: ['paused'],
  cancel: ['scheduled', 'sending', 'paused'],
}

/** What to tell somebody who asks for it at another time. */
export const REFUSAL: Record<CampaignAction, string> = {
  edit: 'Only a draft can be changed. Take the campaign back first, or make a copy of it.',
  remove: 'Only a draft can be removed. What went out stays, so that every mail can be explained.',
  schedule: 'Only a draft can be scheduled. Make a copy to send it again.',
  move: 'Only a campaign that is scheduled can be moved to another day.',
  make_ready: 'Only a draft can be made ready for workflows. Make a copy of this one.',
  take_back: 'Only a campaign that has not begun can be taken back. Cancel it instead.',
  pause: 'Only a campaign that is scheduled, ready or being sent can be paused.',
  resume: 'Only a paused campaign can go on.',
  cancel: 'Only a campaign that is scheduled, being sent or paused can be cancelled.',
}

export const may = (action: CampaignAction, state: string): boolean =>
  POSSIBLE[action].some((possible) => possible === state)
