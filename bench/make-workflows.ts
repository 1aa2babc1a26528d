// Published workflows for benchmarks: half let in who sends a form, half who crosses a total; all wait two days.
import { createWorkflow, publishWorkflow } from '../src/workflows/index.ts'
import type { BenchDatabase } from './start-product.ts'

/** A total that one eager visitor reaches within a few events. */
const LOWEST_TOTAL = 10

/** Publishes `number` workflows; the forms are called form-0, form-1 … */
export async function publishWorkflows({ db }: Pick<BenchDatabase, 'db'>, brandId: string, number: number) {
  const now = new Date()
  for (let index = 0; index < number; index++) {
    const key = `form-${index}`
    await db.form.create({ data: { key, name: key, brandId, questions: [], asks: [], thanks: 'Thank you.' } })
    const trigger =
      index % 2 === 0
        ? { kind: 'form.submitted', formKey: key }
        : { kind: 'score.crossed', threshold: LOWEST_TOTAL + index * 5 }
    const id = await createWorkflow(db, `Workflow ${index}`, now)
    const steps = { wait: { kind: 'wait', amount: 2, unit: 'days', next: 'end' }, end: { kind: 'end' } }
    await db.workflow.update({
      where: { id },
      data: { draft: { format: 1, triggers: [trigger], reentry: 'once', start: 'wait', steps } },
    })
    await publishWorkflow(db, id, { publishedBy: null, now })
  }
}
