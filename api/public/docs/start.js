// A file of its own: the page's policy allows no script between its lines.
window.SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#docs', deepLinking: true });
