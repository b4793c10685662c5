import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi'
import type { Answer, Endpoint } from './endpoint.ts'
import { problem, z } from './api/schema.ts'

type RouteConfig = Parameters<OpenAPIRegistry['registerPath']>[0]

const contentOf = ({ schema, also = [] }: { schema: z.ZodType; also?: readonly string[] }) => ({
  'application/json': { schema },
  ...Object.fromEntries(also.map((type) => [type, { schema: z.string() }])),
})

function responseOf(answer: Answer) {
  const { description, schema, also } = answer
  if (schema === undefined) return { description }
  return { description, content: contentOf({ schema, ...(also === undefined ? {} : { also }) }) }
}

const problemResponse = {
  description: 'What went wrong, in the reader’s language (RFC 9457).',
  content: { 'application/problem+json': { schema: problem } },
}

/** Statuses from 400 on are problems; those that the row does not name are the `default`. */
function responsesOf(answers: Endpoint['answers']): RouteConfig['responses'] {
  const named = Object.entries(answers).map(([status, answer]) => [
    status,
    Number(status) >= 400 ? { ...problemResponse, description: answer.description } : responseOf(answer),
  ])
  return { ...Object.fromEntries(named), default: problemResponse }
}

function requestOf({ params, query, headers, body }: Endpoint): NonNullable<RouteConfig['request']> {
  return {
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body: { required: true, content: contentOf(body) } }),
  }
}

/** The OpenAPI 3.1 document, made from the schemas that validate. */
export function describeApi(endpoints: readonly Endpoint[], version: string) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' })
  for (const endpoint of endpoints) {
    const { method, path, summary, tag, answers } = endpoint
    registry.registerPath({
      method,
      path,
      summary,
      tags: [tag],
      operationId: `${method}${path.replaceAll(/[^a-z0-9]+(.)?/gi, (_, letter: string = '') => letter.toUpperCase())}`,
      security: tag === 'Writing' ? [{ key: [] }] : [],
      request: requestOf(endpoint),
      responses: responsesOf(answers),
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Fiche',
      version,
      description: 'One original, every language, in step.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'Reading', description: 'Open to all.' },
      { name: 'Writing', description: 'For editors: `Authorization: Bearer` and a key.' },
    ],
  })
}
