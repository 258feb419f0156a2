import type { PageContent } from '../pages/contract.ts'

export const templatePageNames = ['News', 'Help', 'Contact']

/** What a portal made by template begins with: draft only, nothing is opened before somebody publishes it. */
export const templateHome = (workspace: string): PageContent => ({
  areas: { footer: [{ id: 'footer', type: 'text', settings: { text: 'We answer on working days.' } }] },
  widgets: [
    {
      id: 'welcome',
      type: 'text',
      settings: { text: `## Welcome to ${workspace}\n\nHere you can file requests and follow what becomes of them.` },
    },
    { id: 'requests', type: 'my_requests', settings: { title: 'My requests', emptyText: '' } },
    { id: 'tasks', type: 'my_tasks', settings: { title: 'My tasks', emptyText: '' } },
  ],
})
