// The public face of segments: which people, as one relation that campaigns and workflows can use.

export { type Audience, findAudience } from './audience.ts'
export { checkDefinition } from './check-definition.ts'
export { segmentPeople, segmentSql } from './compile-segment.ts'
export { definitionSchema, type Group } from './definition.ts'
export { asText, describeSegment, findNames } from './describe-segment.ts'
export { eraseConditions } from './erase-conditions.ts'
export { describePerson } from './find-segment-people.ts'
export { segmentRoutes } from './routes.ts'
export { saveSegment } from './save-segment.ts'
export { findSegmentFields } from './segment-fields.ts'
export { type Language, readerLanguage, segmentWords } from './segment-words.ts'
