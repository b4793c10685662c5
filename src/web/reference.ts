/** The reference page of the API: Swagger UI, served from here, with nothing inline so that a strict CSP holds. */
export const referencePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fiche · API</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/reference/swagger-ui.css">
</head>
<body>
<main id="reference"><noscript>The description itself is at <a href="/openapi.json">/openapi.json</a>.</noscript></main>
<script src="/assets/reference/swagger-ui-bundle.js"></script>
<script src="/assets/reference/reference.js"></script>
</body>
</html>
`

export const referenceScript = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
})
`
