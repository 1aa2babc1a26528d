// What a step, a trigger and a condition are called, from what they name. Said the same on the canvas, in the panel and in the list.
import { useFormats, useWords } from '../../words/language.tsx'
import { conditionWords } from '../../words/workflow-conditions.ts'
import { workflowWords } from '../../words/workflows.ts'
import {
  type Choices,
  type Condition,
  type Definition,
  type Problem,
  START,
  type Step,
  type Trigger,
} from './workflow.ts'

export type StepWords = {
  title: (step: Step) => string
  /** The yes that a step needs, in words; undefined where it needs none. */
  needs: (step: Step) => string | undefined
  detail: (step: Step) => string | undefined
  trigger: (trigger: Trigger) => string
  triggers: (definition: Definition) => string
  condition: (condition: Condition) => string
  /** What stands at the way out with this id. */
  exit: (step: Step, exit: string) => string
  problem: (problem: Problem) => string
  nameOf: (definition: Definition, key: string | null) => string
}

export function useStepWords(choices: Choices | undefined): StepWords {
  const words = useWords(workflowWords)
  const asks = useWords(conditionWords)
  const formats = useFormats()
  const purposeName = (id: string | null) => choices?.purposes.find((purpose) => purpose.id === id)?.name ?? '…'
  const condition = (asked: Condition): string => {
    switch (asked.kind) {
      case 'field': {
        const custom = choices?.fields.find((field) => `fields.${field.key}` === asked.field)?.label
        const value = asked.operator === 'is_known' || asked.operator === 'is_unknown' ? '' : asked.value
        return asks.condition.field(
          asks.field[asked.field] ?? custom ?? asked.field,
          asks.operator[asked.operator],
          value,
        )
      }
      case 'score':
        return asks.condition.score(formats.number(asked.atLeast))
      case 'yes':
        return asks.condition.yes(purposeName(asked.purposeId))
      case 'event':
        return asks.condition.event(asks.event[asked.type] ?? asked.type, formats.number(asked.withinDays))
      default:
        return asked satisfies never
    }
  }
  const conditions = (list: Condition[]) =>
    list.length === 0 ? asks.condition.none : list.map(condition).join(asks.condition.and)
  const title = (step: Step): string => {
    switch (step.kind) {
      case 'wait':
        return words.waitTitle(formats.number(step.amount), words.unit[step.unit](step.amount === 1))
      case 'branch':
        return words.askTitle(
          step.branches.length === 1 ? conditions(step.branches[0]?.conditions ?? []) : words.kind.branch,
        )
      case 'send_campaign': {
        const campaign = choices?.campaigns.find((candidate) => candidate.id === step.campaignId)
        return campaign
          ? words.sendTitle(campaign.name)
          : step.campaignId
            ? words.kind.send_campaign
            : words.sendNothing
      }
      case 'ask_consent':
        return words.askConsentTitle(purposeName(step.purposeId))
      case 'hand_to_sales':
        return words.handTitle
      case 'end':
        return words.endTitle
      default:
        return step satisfies never
    }
  }
  const trigger = (given: Trigger): string => {
    switch (given.kind) {
      case 'form.submitted':
        return words.trigger.form(
          choices?.forms.find((form) => form.key === given.formKey)?.name ?? (given.formKey || '…'),
        )
      case 'consent.given':
        return words.trigger.consent(purposeName(given.purposeId))
      case 'consent.ending':
        return words.trigger.ending(purposeName(given.purposeId), formats.number(given.days))
      case 'score.crossed':
        return words.trigger.score(formats.number(given.threshold))
      default:
        return given satisfies never
    }
  }
  const triggers = (definition: Definition): string => {
    const [first, ...others] = definition.triggers
    if (!first) return words.trigger.none
    return others.length === 0 ? trigger(first) : words.trigger.or(trigger(first), formats.number(others.length))
  }
  return {
    title,
    trigger,
    triggers,
    condition,
    needs: (step) => {
      if (step.kind === 'send_campaign') {
        const campaign = choices?.campaigns.find((candidate) => candidate.id === step.campaignId)
        return campaign && words.needs(purposeName(campaign.purposeId))
      }
      if (step.kind === 'ask_consent') return step.mailUnder ? words.askUnder(purposeName(step.mailUnder)) : undefined
      if (step.kind !== 'hand_to_sales') return undefined
      const sales = choices?.purposes.find((purpose) => purpose.kind === 'sales')
      return sales ? words.needsSales(sales.name) : words.needsNothing
    },
    detail: (step) => {
      if (step.kind === 'ask_consent' && step.mailUnder === null) return words.askNoMail[step.otherwise]
      return step.kind === 'branch' ? words.askDetail : undefined
    },
    exit: (step, exit) => {
      if (step.kind !== 'branch') return ''
      if (exit === 'otherwise') return words.otherwise
      const branch = step.branches[Number(exit)]
      return branch ? branch.name || conditions(branch.conditions) : ''
    },
    problem: ({ code, message, values }) => words.problemText[code]?.(values) ?? message,
    nameOf: (definition, key) => {
      if (key === null) return words.nowhere
      if (key === START) return triggers(definition)
      const step = definition.steps[key]
      return step ? title(step) : key
    },
  }
}
