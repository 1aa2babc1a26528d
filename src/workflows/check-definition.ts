// What is wrong with a definition, before anybody walks through it. Errors stop publishing; warnings do not. Each names
// the step it is about, so that the canvas shows it there.

import { findConditionFault } from './conditions.ts'
import { type Definition, exitsOf, type Step, stepAt, type Trigger } from './definition.ts'
import type { CampaignForStep } from './find-campaigns.ts'
import { cyclesWithoutWait, stepsBefore, stepsFrom } from './graph.ts'
import { waitMs } from './steps/wait.ts'

/** What a definition speaks of, as it stands in the database. */
export type World = {
  campaigns: Map<string, CampaignForStep>
  purposes: Map<
    string,
    { brandId: string; name: string; kind: string; channels: string[]; validityMonths: number | null }
  >
  forms: Set<string>
  fields: Set<string>
  /** Whether somebody is there to take leads. */
  hasSellers: boolean
}

export type Problem = {
  level: 'error' | 'warning'
  /** The step it is about; null for the whole, `trigger:0` for what lets people in. */
  step: string | null
  /** For pages that say it in their own language; `values` fill its gaps. */
  code: string
  message: string
  values: Record<string, string | number>
}

const MONTH_MS = (365.25 / 12) * 86_400_000

/** Every problem, in the order of the steps. */
export function checkDefinition(definition: Definition, world: World): Problem[] {
  return [
    ...checkTriggers(definition, world),
    ...checkShape(definition),
    ...Object.entries(definition.steps).flatMap(([key, step]) => checkStep(definition, world, key, step)),
  ]
}

const error = (step: string | null, code: string, message: string, values: Problem['values'] = {}): Problem => ({
  level: 'error',
  step,
  code,
  message,
  values,
})

function checkTriggers({ triggers }: Definition, world: World): Problem[] {
  if (triggers.length === 0)
    return [error('trigger:0', 'nobody_comes_in', 'Nobody comes in. Choose what lets people in.')]
  return triggers.flatMap((trigger, index) => checkTrigger(trigger, `trigger:${index}`, world))
}

function checkTrigger(trigger: Trigger, at: string, { forms, purposes }: World): Problem[] {
  if (trigger.kind === 'form.submitted')
    return forms.has(trigger.formKey)
      ? []
      : [error(at, 'unknown_form', 'There is no such form. Choose one that is there.', { form: trigger.formKey })]
  if (trigger.kind === 'consent.given' || trigger.kind === 'consent.ending') {
    const purpose = purposes.get(trigger.purposeId ?? '')
    if (!purpose) return [error(at, 'unknown_purpose', 'There is no such purpose. Choose one that is in use.')]
    return purpose.channels.includes(trigger.channel)
      ? []
      : [
          error(at, 'channel_not_used', `${purpose.name} does not use this channel. Choose one that it lists.`, {
            purpose: purpose.name,
            channel: trigger.channel,
          }),
        ]
  }
  return []
}

function checkShape(definition: Definition): Problem[] {
  const { start, steps } = definition
  const problems: Problem[] = []
  if (!stepAt(definition, start))
    problems.push(error(null, 'no_start', 'Nothing follows the start. Choose the first step.'))
  if (!Object.values(steps).some((step) => step.kind === 'end'))
    problems.push(error(null, 'no_end', 'There is no end. Add one, so that everybody comes out.'))
  const reachable = stepsFrom(definition, start)
  const leadsOut = new Set(
    Object.entries(steps).flatMap(([key, step]) => (step.kind === 'end' ? [...stepsBefore(definition, key)] : [])),
  )
  const endless = cyclesWithoutWait(definition)
  for (const [key, step] of Object.entries(steps)) {
    const exits = exitsOf(step)
    if (exits.includes(null))
      problems.push(error(key, 'leads_nowhere', 'This step leads nowhere. Choose what follows.'))
    for (const exit of exits)
      if (exit !== null && !stepAt(definition, exit))
        problems.push(error(key, 'unknown_step', `This step leads to ${exit}, which is not there.`, { step: exit }))
    if (!reachable.has(key))
      problems.push(error(key, 'unreachable', 'Nobody can come here. Lead a way to this step, or remove it.'))
    if (endless.has(key))
      problems.push(error(key, 'endless', 'This goes round without waiting. Put a wait into the circle.'))
    else if (!leadsOut.has(key) && exits.every((exit) => exit !== null && stepAt(definition, exit)))
      problems.push(error(key, 'no_way_out', 'From here nobody ever comes to an end. Lead one way out.'))
  }
  return problems
}

function checkStep(definition: Definition, world: World, key: string, step: Step): Problem[] {
  switch (step.kind) {
    case 'send_campaign':
      return checkCampaign(world, key, step.campaignId)
    case 'branch':
      return step.branches.flatMap((branch) => checkBranch(world, key, branch))
    case 'wait':
      return checkWait(definition, world, key, waitMs(step))
    case 'ask_consent':
      return checkAsk(world, key, step)
    case 'hand_to_sales':
      return checkHandOff(world, key)
    case 'end':
      return []
    default:
      return step satisfies never
  }
}

function checkCampaign({ campaigns }: World, key: string, campaignId: string | null): Problem[] {
  const campaign = campaigns.get(campaignId ?? '')
  if (!campaign) return [error(key, 'campaign_missing', 'Choose the campaign that this step sends.')]
  if (campaign.contentId) return []
  return [
    error(key, 'campaign_not_ready', `The campaign ${campaign.name} is not ready. Open it and make it ready.`, {
      campaign: campaign.name,
    }),
  ]
}

function checkBranch(
  { fields, purposes }: World,
  key: string,
  branch: Extract<Step, { kind: 'branch' }>['branches'][number],
): Problem[] {
  if (branch.conditions.length === 0)
    return [error(key, 'no_condition', 'A way has no condition, so nobody goes there. Add one.', { way: branch.name })]
  const known = { fields, purposes: new Set(purposes.keys()) }
  return branch.conditions.flatMap((condition) => {
    const fault = findConditionFault(condition, known)
    return fault ? [error(key, fault.code, CONDITION_MESSAGES[fault.code](fault.name), { name: fault.name })] : []
  })
}

const CONDITION_MESSAGES = {
  unknown_field: (name: string) => `There is no field ${name}. Choose one that is there.`,
  value_missing: (name: string) => `Say what ${name} is compared with.`,
  not_a_number: (name: string) => `${name} is compared with something that is no number.`,
  unknown_purpose: () => 'There is no such purpose. Choose one that is in use.',
  event_missing: () => 'Say what the person must have done.',
}

/** A wait longer than a yes lasts: whoever said yes just before coming here has none left after it. */
function checkWait(definition: Definition, { campaigns, purposes }: World, key: string, ms: number): Problem[] {
  const needed = [...stepsFrom(definition, key)].flatMap((after) => {
    const step = stepAt(definition, after)
    const ids = step?.kind === 'send_campaign' ? [campaigns.get(step.campaignId ?? '')?.purposeId ?? ''] : []
    const ofStep = ids.map((id) => purposes.get(id))
    if (step?.kind === 'hand_to_sales') ofStep.push([...purposes.values()].find((purpose) => purpose.kind === 'sales'))
    return ofStep.filter((purpose) => purpose !== undefined && purpose.validityMonths !== null)
  })
  const short = needed.find((purpose) => (purpose?.validityMonths ?? 0) * MONTH_MS < ms)
  if (!short) return []
  return [
    {
      level: 'warning',
      step: key,
      code: 'outlives_consent',
      message: `This wait can outlive consent: a yes to ${short.name} lasts ${short.validityMonths} months.`,
      values: { purpose: short.name, months: short.validityMonths ?? 0 },
    },
  ]
}

/** A mail that asks is written under a purpose that lets us write, of the same sender; otherwise it is not lawful (E6). */
function checkAsk({ purposes }: World, key: string, step: Extract<Step, { kind: 'ask_consent' }>): Problem[] {
  const asked = purposes.get(step.purposeId ?? '')
  if (!asked) return [error(key, 'unknown_purpose', 'There is no such purpose. Choose one that is in use.')]
  if (!asked.channels.includes(step.channel)) {
    const message = `${asked.name} does not use this channel. Choose one that it lists.`
    return [error(key, 'channel_not_used', message, { purpose: asked.name, channel: step.channel })]
  }
  if (step.mailUnder === null) return []
  const under = purposes.get(step.mailUnder)
  if (under?.kind === 'marketing' && under.channels.includes('email') && under.brandId === asked.brandId) return []
  const message =
    'No mail may ask without a yes that lets us write. Choose a purpose of marketing by e-mail of the same sender.'
  return [error(key, 'no_lawful_mail', message)]
}

function checkHandOff({ purposes, hasSellers }: World, key: string): Problem[] {
  if (![...purposes.values()].some((purpose) => purpose.kind === 'sales'))
    return [
      error(key, 'no_sales_purpose', 'Nobody can say yes to being shared with sales. Add a purpose of that kind.'),
    ]
  if (hasSellers) return []
  return [
    { level: 'warning', step: key, code: 'no_seller', message: 'There is no seller to hand over to yet.', values: {} },
  ]
}
