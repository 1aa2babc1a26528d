// The public face of importing contacts.
export { checkImport, type ImportForecast } from './check-import.ts'
export { type ImportRequest, type ImportSetting, importContacts, startImport } from './import-contacts.ts'
export { type ImportMapping, type ImportMappingInput, importMapping } from './mapping.ts'
export { NOTE_CODES, type Note, type NoteCode } from './notes.ts'
export { csvLine, type ImportReport, listRefusals, type Refusal, readImport, reportAsCsv } from './read-import.ts'
export { importRoutes } from './routes.ts'
