// The public face of workflows: who comes in, who moves on, and the routes.
export { type Definition, definitionSchema } from './definition.ts'
export { createWorkflow, saveDraft } from './edit-workflow.ts'
export { enrolContacts } from './enrol-contacts.ts'
export { foretellEnrolments } from './foretell-merge.ts'
export { workflowJobs } from './jobs.ts'
export { publishWorkflow } from './publish-workflow.ts'
export { workflowRoutes } from './routes.ts'
export { endGone, takeDueSteps } from './take-steps.ts'
