// Before each test file: the folders are connected as app.ts connects them, whatever the file before has changed, since
// files of one worker share their modules. A test that wants less, or something else, registers it itself.
import { connectFolders } from '../../src/app.ts'
import { registerJournal } from '../../src/consent/index.ts'

connectFolders()
registerJournal(undefined)
