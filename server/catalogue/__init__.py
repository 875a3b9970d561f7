"""What others read of the house, written from its registries: reference pages, OpenAPI, AsyncAPI, client types."""
