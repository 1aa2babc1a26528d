// The public face of the demo: a company to look at, and visitors that can be switched off.
export { DEMO_PASSWORD, LOGINS, type Login } from './make-company.ts'
export { demoRoutes } from './routes.ts'
export { hasDemo, type Seeding, seedDemo } from './seed-demo.ts'
export { demoJobs, simulateVisitors } from './simulate-visitors.ts'
export { findSimulator, switchSimulator } from './switch-simulator.ts'
