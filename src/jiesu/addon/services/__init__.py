"""The REST services, one folder per noun, and the serializers."""
