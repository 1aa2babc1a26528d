// The experiment of a campaign: planned while it is a draft, and read, never without its uncertainty, once it has begun.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../../parts/Answer.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { useMe } from '../../../session.ts'
import { experimentWords } from '../../../words/experiment.ts'
import { useWords } from '../../../words/language.tsx'
import type { Campaign } from '../campaigns.ts'
import { ExperimentResults } from './ExperimentResults.tsx'
import { emptyPlan, experimentQuery, planOf } from './experiment.ts'
import { PlanForm } from './PlanForm.tsx'

export function ExperimentTab({ campaign }: { campaign: Campaign }) {
  const words = useWords(experimentWords)
  const me = useMe()
  const query = useQuery(experimentQuery(campaign))
  const [isPlanning, setPlanning] = useState(false)
  const mayPlan = campaign.status === 'draft' && me.role !== 'privacy_officer'
  return (
    <Answer query={query} what={words.what} level={1}>
      {(experiment) => {
        if (mayPlan && (experiment || isPlanning))
          return (
            <PlanForm
              campaign={campaign}
              plan={experiment ? planOf(experiment) : emptyPlan(campaign)}
              isNew={experiment === null}
              onGone={() => setPlanning(false)}
            />
          )
        if (experiment) return <ExperimentResults campaign={campaign} experiment={experiment} />
        return (
          <EmptyState
            title={words.none}
            level={1}
            actions={
              mayPlan && (
                <Button variant="filled" onClick={() => setPlanning(true)}>
                  {words.begin}
                </Button>
              )
            }
          >
            {mayPlan ? words.noneDetail : words.noneNow}
          </EmptyState>
        )
      }}
    </Answer>
  )
}
