import type { DrawnField } from './app-making.ts'

/** What the people of the story know and say. */

export const passwords = {
  vera: 'seven quiet lanterns',
  kevin: 'nine pears on a wall',
  lena: 'rain over the harbour',
  dana: 'four blue bicycles',
  omar: 'lentils on the stove',
}

/** Somebody else's try to set up what has been set up. */
export const anotherSetUp = {
  companyName: 'Another',
  fullName: 'Mallory',
  email: 'mallory@elsewhere.example',
  password: 'a door somebody left open',
  language: 'en',
  timeZone: 'UTC',
  content: 'empty',
}

/** Fields of the app *Requests* beside the one every app begins with. */
export const fieldsOfRequests: DrawnField[] = [
  { type: 'Text', name: 'What happened?' },
  {
    type: 'Category',
    name: 'Category',
    options: [
      ['Question', 'Blue'],
      ['Fault', 'Red'],
      ['Order', 'Teal'],
    ],
  },
  { type: 'Files', name: 'Files' },
  { type: 'Person', name: 'Handled by' },
  { type: 'Text', name: 'Our answer' },
  { type: 'Text', name: 'Your reply' },
  {
    type: 'Status',
    name: 'Status',
    options: [
      ['New', 'Grey'],
      ['In progress', 'Blue'],
      ['Waiting for you', 'Orange'],
      ['Resolved', 'Green'],
    ],
  },
]
