// Sends each person the first way whose conditions all hold at this moment, else the way "otherwise".
import { z } from 'zod'
import { Prisma } from '../../platform/database.ts'
import { conditionSchema, conditionSql } from '../conditions.ts'
import type { Person, StepContext, TakeStep } from './step.ts'

export const branchSchema = z.strictObject({
  kind: z.literal('branch'),
  branches: z
    .array(
      z.strictObject({
        name: z.string().trim().max(80).default(''),
        conditions: z.array(conditionSchema).max(10),
        next: z.string().nullable(),
      }),
    )
    .min(1)
    .max(5),
  otherwise: z.string().nullable(),
})
export type BranchStep = z.infer<typeof branchSchema>

/** The outcome of somebody who went the way at `index`; otherwise where there is none. */
export const outcomeOfBranch = (index: number | null): string => (index === null ? 'otherwise' : `way_${index + 1}`)

export const takeBranch: TakeStep<BranchStep> = async (context, step, people) => {
  const ways = await chooseWays(context, step, people)
  return people.map((person) => {
    const index = ways.get(person.contactId) ?? null
    const branch = index === null ? undefined : step.branches[index]
    return { person, outcome: outcomeOfBranch(index), next: branch ? branch.next : step.otherwise }
  })
}

async function chooseWays({ tx, now }: StepContext, step: BranchStep, people: readonly Person[]) {
  const cases = step.branches.map(
    ({ conditions }, index) =>
      Prisma.sql`when ${Prisma.join(
        conditions.length > 0
          ? conditions.map((condition) => Prisma.sql`(${conditionSql(condition, now)})`)
          : [Prisma.sql`false`],
        ' and ',
      )} then ${index}::int`,
  )
  const rows = await tx.$queryRaw<{ id: string; way: number | null }[]>(Prisma.sql`
    select contact.id, case ${Prisma.join(cases, ' ')} end as way
    from contact where contact.id = any(${people.map((person) => person.contactId)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.way]))
}
